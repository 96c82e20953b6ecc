"""Machines' front doors that this repository did not write the locks of: GSSAPI (gss-ntlmssp, MIT Kerberos, MIT's SPNEGO).

They terminate TLS, the 401 exchange and the sealing of WinRM (MS-WSMV 2.2.9.1), and hand plain SOAP to a listener on loopback.
One argument: JSON {backend, machines, first, mechs, tls: {cert, key}, binding, spoil, form}: one door a machine, on the first free
port from `first` on. Like some machines it never answers who comes without a token. It prints each machine's port, then one JSON line for each logon. Orders come in as lines and are printed again when
they are done: {shut: machine} (it is down: nobody listens, everyone on the line is dropped), {open: machine}, {count: machine}.
Spoilt answers, from the second sealed one on: flip (one bit), replay (the one before), skip (one left out), plain (not sealed).
Forms of sealed answers (facts: winrm 3.5): bare (no tabs), spaced (a space after --), unended (no -- at the end), cut (no line end).
It ends with its standard input.
"""
import base64
import http.client
import json
import re
import socket
import ssl
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import gssapi
from gssapi.raw import ChannelBindings

OIDS = {
    "ntlm": "1.3.6.1.4.1.311.2.2.10",
    "krb5": "1.2.840.113554.1.2.2",
    "spnego": "1.3.6.1.5.5.2",
}
BOUNDARY = b"--Encrypted Boundary"
# An error belongs to the leg that made it, and its token (KRB-ERROR) goes back to the client.
gssapi.SecurityContext.__DEFER_STEP_ERRORS__ = False
config = json.loads(sys.argv[1])
mechs = [gssapi.OID.from_int_seq(OIDS[name]) for name in config["mechs"]]
binding = config.get("binding")
bindings = None if binding is None else ChannelBindings(application_data=bytes.fromhex(binding))


telling = threading.Lock()
tls = None
if "tls" in config:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(config["tls"]["cert"], config["tls"]["key"])


def tell(**what):
    with telling:
        print(json.dumps(what), flush=True)


def new_context():
    credentials = gssapi.Credentials(usage="accept", mechs=mechs)
    return gssapi.SecurityContext(creds=credentials, usage="accept", channel_bindings=bindings)


def open_sealed(body):
    """Cuts a sealed body by position. Gives the label, the length that was announced, and the GSS token."""
    head = re.match(
        rb"--Encrypted Boundary\r\n\tContent-Type: (\S+)\r\n"
        rb"\tOriginalContent: type=application/soap\+xml;charset=UTF-8;Length=(\d+)\r\n"
        rb"--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n",
        body,
    )
    if head is None or not body.endswith(BOUNDARY + b"--\r\n"):
        raise ValueError("no sealed body")
    data = body[head.end() : -len(BOUNDARY) - 4]
    (size,) = struct.unpack("<I", data[:4])
    if size + int(head[2]) != len(data) - 4:
        raise ValueError("lengths do not agree")
    return head[1], int(head[2]), data[4:]


def rotated(token, plain):
    """Kerberos: everything but the ciphertext in front, as Windows sends it (RFC 4121 section 4.2.5)."""
    by = len(token) - plain - 32
    return token[:6] + struct.pack(">H", by) + token[8:16] + token[-by:] + token[16:-by]


def write_sealed(label, token, plain):
    size = len(token) - plain
    head = (
        BOUNDARY + b"\r\n\tContent-Type: " + label + b"\r\n"
        b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=%d\r\n" % plain
        + BOUNDARY + b"\r\n\tContent-Type: application/octet-stream\r\n"
    )
    form = config.get("form")
    tail = {"unended": b"\r\n", "cut": b"--"}.get(form, b"--\r\n")
    boundary = BOUNDARY
    if form == "bare":
        head = head.replace(b"\t", b"")
    if form == "spaced":
        boundary = b"-- Encrypted Boundary"
        head = head.replace(BOUNDARY, boundary)
    return head + struct.pack("<I", size) + token + boundary + tail


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    context = None
    complete = False
    answers = 0
    last = None

    def setup(self):
        super().setup()
        self.backend = http.client.HTTPConnection("127.0.0.1", config["backend"])

    def finish(self):
        self.backend.close()
        super().finish()

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", content_type=None, authenticate=()):
        self.send_response(status)
        for value in authenticate:
            self.send_header("WWW-Authenticate", value)
        if content_type is not None:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_on(self, word, token):
        """One leg. Gives the header values to send back and whether the context is complete."""
        if self.context is None or self.complete:
            self.context, self.complete = new_context(), False
        try:
            out = self.context.step(token)
        except gssapi.exceptions.GSSError as error:
            self.context = None
            tell(machine=self.server.name, refused=str(error).replace("\n", " "))
            out = getattr(error, "token", None)
            return [f"{word} {base64.b64encode(out).decode()}" if out else word]
        self.complete = self.context.complete
        if self.complete:
            bound = bool(self.context.actual_flags & 0x800)  # GSS_C_CHANNEL_BOUND_FLAG
            mech = self.context.mech.dotted_form
            # Whose key has opened the ticket; NTLM knows no such thing.
            service = {"service": str(self.context.target_name)} if mech == OIDS["krb5"] else {}
            tell(machine=self.server.name, user=self.user(), mech=mech, word=word, bound=bound, **service)
        return [f"{word} {base64.b64encode(out).decode()}"] if out else []

    def user(self):
        return str(self.context.initiator_name).rstrip("\0")

    def ask(self, soap):
        headers = {"Content-Type": "application/soap+xml", "X-User": self.user(), "X-Machine": self.server.name}
        self.backend.request("POST", "/wsman", soap, headers)
        reply = self.backend.getresponse()
        return reply.status, reply.read()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        values = []
        sealed = "multipart/encrypted" in self.headers["Content-Type"]
        if body and tls is None and not sealed:
            tell(machine=self.server.name, leaked=len(body))
            return self.answer(500)
        authorization = self.headers.get("Authorization")
        if authorization is not None:
            word, token = authorization.split(" ", 1)
            values = self.log_on(word, base64.b64decode(token))
        if authorization is None and not self.complete:
            tell(machine=self.server.name, unasked=len(body))
            self.rfile.read(1)
            self.close_connection = True
            return None
        if not self.complete:
            return self.answer(401, authenticate=values or ["Negotiate", "Kerberos"])
        if not body:
            return self.answer(200, authenticate=values)
        if tls is None:
            return self.serve_sealed(body)
        status, soap = self.ask(body)
        self.answer(status, soap, "application/soap+xml;charset=UTF-8", values)

    def serve_sealed(self, body):
        label, length, token = open_sealed(body)
        if self.context.mech.dotted_form == OIDS["krb5"] and (len(token) - length, token[6:8]) != (60, b"\0\x1c"):
            raise ValueError("not cut where Windows cuts: 60 bytes in front, rotated by 28")
        result = self.context.unwrap(token)
        if not result.encrypted or len(result.message) != length:
            raise ValueError("not sealed")
        status, soap = self.ask(result.message)
        if not soap:
            return self.answer(status)
        self.answers += 1
        spoil = config.get("spoil") if self.answers > 1 else None
        if spoil == "plain":
            return self.answer(status, soap, "application/soap+xml;charset=UTF-8")
        if spoil == "skip":
            self.context.wrap(soap, True)
        message = self.context.wrap(soap, True).message
        if self.context.mech.dotted_form == OIDS["krb5"]:
            message = rotated(message, len(soap))
        if spoil == "flip":
            message = message[:-1] + bytes([message[-1] ^ 1])
        sealed = write_sealed(label, message, len(soap))
        if spoil == "replay":
            sealed = self.last
        self.last = sealed
        kind = f'multipart/encrypted;protocol="{label.decode()}";boundary="Encrypted Boundary"'
        self.answer(status, sealed, kind)


class Front(ThreadingHTTPServer):
    """The open port of one machine."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, name, port):
        self.name = name
        self.lines = set()
        super().__init__(("127.0.0.1", port), Door)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def get_request(self):
        line, where = super().get_request()
        if tls is not None:
            line = tls.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        self.lines.add(line)
        return line, where

    def shutdown_request(self, line):
        super().shutdown_request(line)
        self.lines.discard(line)

    def handle_error(self, line, where):
        # A client or a machine that has gone is no error of ours.
        if not isinstance(sys.exc_info()[1], (OSError, http.client.HTTPException)):
            super().handle_error(line, where)

    def shut(self):
        self.shutdown()
        self.server_close()
        for line in list(self.lines):
            try:
                socket.socket.shutdown(line, socket.SHUT_RDWR)
            except OSError:
                pass
        # It is down when everyone has gone.
        while self.lines:
            time.sleep(0.002)


def open_front(name, port, onward):
    while True:
        try:
            return Front(name, port)
        except OSError:
            # Our own port may be borrowed for a moment; another one is as good only as long as nobody knows it.
            port += onward
            time.sleep(0 if onward else 0.02)


fronts = {}
following = config.get("first", 0)
for machine in config["machines"]:
    fronts[machine] = open_front(machine, following, 1)
    following = fronts[machine].server_port + 1 if following else 0
    tell(machine=machine, port=fronts[machine].server_port)
for line in sys.stdin:
    order = json.loads(line)
    ((what, machine),) = order.items()
    front = fronts[machine]
    if what == "shut":
        front.shut()
    elif what == "open":
        fronts[machine] = open_front(machine, front.server_port, 0)
    tell(done=order, lines=len(front.lines))
