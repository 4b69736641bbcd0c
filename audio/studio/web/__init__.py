"""What a browser may ask the studio, and who may ask."""

from audio.studio.web.serving import Serving, application, open_socket
