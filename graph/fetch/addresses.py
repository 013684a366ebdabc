"""Which hosts may be contacted: those on the public web, and not those in a private network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket


async def refused(host: str, port: int) -> str | None:
    """Why a host must not be contacted: it has no address, or one outside the public web; None if it may be."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return f"{host} cannot be found: {getattr(error, 'strerror', None) or error}"
    private = next((it[4][0] for it in found if not is_public(str(it[4][0]))), None)
    return None if private is None else _reason(host, str(private))


def refused_peer(host: str, peer: object) -> str | None:
    """The same for the address that was actually reached, which may differ from the one looked up."""
    address = peer[0] if isinstance(peer, tuple) and peer else None
    return _reason(host, str(address)) if address is None or not is_public(str(address)) else None


def is_public(address: str) -> bool:
    """Whether an address is on the public web."""
    try:
        own = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inside = getattr(own, "ipv4_mapped", None) or getattr(own, "sixtofour", None)
    return own.is_global and not own.is_multicast and (inside is None or inside.is_global)


def _reason(host: str, address: str) -> str:
    return f"{host} is at {address}, which is not an address of the web; use --allow-private to contact it anyway"
