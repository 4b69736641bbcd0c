"""The site: a page of all episodes, one of each, and a search over what is said in them."""

from audio.show.site.writing import INDEX, write_site
