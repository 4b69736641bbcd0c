"""XML whose names are clear without their namespaces, read without fetching or expanding anything."""

from __future__ import annotations

from typing import Any


def root_of(data: bytes) -> Any:
    """Give the root element, names of elements and attributes without namespaces.

    Raises `ValueError` where it is not well-formed, or more than 2,048 elements are inside one another.
    """
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
        for key in [key for key in element.attrib if "}" in key]:
            element.set(key.rpartition("}")[2], element.attrib.pop(key))
    return root
