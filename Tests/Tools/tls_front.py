#!/usr/bin/env python3
"""Puts TLS in front of a plain server on 127.0.0.1: what a client sends within TLS goes to BACKEND, and back.

usage: tls_front.py CERTIFICATE KEY BACKEND_PORT MODE [ALPN…]

MODE is "tls", or "starttls" for SMTP: lines pass in the clear until the client says STARTTLS and BACKEND answers 220.
MODE "h2" needs no backend: it answers every HTTP/2 request with status 200. Prints the port it listens on.
"""

import socket
import ssl
import sys
import threading

certificate, key, backend_port, mode, *protocols = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
if protocols:
    context.set_alpn_protocols(protocols)


def pump(source, sink):
    try:
        while chunk := source.recv(65536):
            sink.sendall(chunk)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def relay(client, backend):
    threading.Thread(target=pump, args=(backend, client), daemon=True).start()
    pump(client, backend)


def line(source):
    data = b""
    while not data.endswith(b"\n"):
        byte = source.recv(1)
        if not byte:
            raise OSError("end")
        data += byte
    return data


def reply(backend):
    lines = line(backend)
    while lines.splitlines()[-1][3:4] == b"-":
        lines += line(backend)
    return lines


def until_starttls(client, backend):
    client.sendall(reply(backend))
    while True:
        command = line(client)
        backend.sendall(command)
        answer = reply(backend)
        client.sendall(answer)
        if command.strip().upper() == b"STARTTLS" and answer.startswith(b"220"):
            return


def exactly(source, count):
    data = b""
    while len(data) < count:
        chunk = source.recv(count - len(data))
        if not chunk:
            raise OSError("end")
        data += chunk
    return data


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def speak_http2(client):
    exactly(client, 24)  # RFC 9113, 3.4: the preface
    client.sendall(frame(4, 0, 0))
    while True:
        head = exactly(client, 9)
        exactly(client, int.from_bytes(head[:3], "big"))
        kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
        if kind == 4 and not flags & 1:
            client.sendall(frame(4, 1, 0))
        if kind in (0, 1) and flags & 1:
            client.sendall(frame(1, 5, stream, b"\x88"))  # RFC 7541: ":status 200" is entry 8 of the static table


def serve(client):
    try:
        if mode == "h2":
            secured = context.wrap_socket(client, server_side=True)
            if secured.selected_alpn_protocol() == "h2":
                speak_http2(secured)
            return
        backend = socket.create_connection(("127.0.0.1", int(backend_port)))
        if mode == "starttls":
            until_starttls(client, backend)
        relay(context.wrap_socket(client, server_side=True), backend)
    except (OSError, ssl.SSLError):
        pass
    finally:
        client.close()


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), listener.close(), __import__("os")._exit(0)), daemon=True).start()
while True:
    connection, _ = listener.accept()
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
