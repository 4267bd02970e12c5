"""The network that an address belongs to. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def network(text: str, *, v4: int, v6: int) -> str:
    """The network of an address as text; empty where it is none.

    Args:
        text: the address of a request, which `newsroom.proxy` has made the visitor's own.
        v4, v6: the length of the network's prefix in bits.
    """
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((address, v6), strict=False))
        address = address.ipv4_mapped
    return str(ip_network((address, v4), strict=False))
