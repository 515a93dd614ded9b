# An API client as people write them: says hello, waits so long for what it needs, and gives up.
#   runner.py PORT SECONDS
import socket
import sys
import time

port, seconds = int(sys.argv[1]), float(sys.argv[2])
hello = b"v100..187"
client = socket.create_connection(("127.0.0.1", port))
client.sendall(b"API\0" + len(hello).to_bytes(4, "big") + hello)
print("connected", flush=True)
ends_at = time.monotonic() + seconds
while time.monotonic() < ends_at:
    client.settimeout(max(0.01, ends_at - time.monotonic()))
    try:
        if client.recv(4096) == b"":
            break
    except socket.timeout:
        pass
client.close()
