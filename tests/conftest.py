"""What holds for every test: no network but loopback, and the same examples on every run."""

import ipaddress
import os
import socket

import hypothesis
import pytest

hypothesis.settings.register_profile("same", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

NEVER_RESOLVED = (".invalid", ".test", ".example")  # RFC 2606: such a name has no address anywhere


class NetworkForbiddenError(BaseException):
    """A test asked for the network. No ``Exception``, so that the code under test cannot swallow it."""


def _is_loopback(host):
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return host in {"localhost", "", None}


def _is_number(host):
    try:
        ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _guarded(connect):
    def guard(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise NetworkForbiddenError(f"a test connects to {address[0]}: tests use loopback or no network")
        return connect(self, address)

    return guard


def _guarded_look_up(look_up):
    def guard(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if not _is_loopback(name) and not _is_number(name):
            if name.rstrip(".").endswith(NEVER_RESOLVED):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            raise NetworkForbiddenError(f"a test looks up {name}: tests use loopback or no network")
        return look_up(host, *args, **kwargs)

    return guard


@pytest.fixture(autouse=True, scope="session")
def no_network():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_look_up(socket.getaddrinfo))
        yield
