"""What a browser may ask the studio, and who may ask."""

from audio.studio.web.serving import Serving, address_of, application, open_socket
