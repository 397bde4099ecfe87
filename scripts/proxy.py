"""A proxy before an archive, which passes bytes both ways until whoever looks at them ends the connection."""

import select
import socket
import threading


class Proxy(threading.Thread):
    """Listens at a port of its own. For each connection, new_look gives a function of (from the archive?, bytes) to the bytes
    that are passed on; fewer than came end the connection."""

    def __init__(self, port, new_look=lambda: lambda from_archive, chunk: chunk, context=None):
        super().__init__(daemon=True)
        self.target, self.new_look, self.context = port, new_look, context
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.server.getsockname()[1]}"
        self.start()

    def run(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.join_ends, args=(client,), daemon=True).start()

    def join_ends(self, client):
        try:
            if self.context:
                client = self.context.wrap_socket(client, server_side=True)
            look = self.new_look()
            archive = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            client.close()  # a client that does not trust the certificate, or an archive that is away
            return
        try:
            while True:
                pending = self.context and client.pending()
                for source in [client] if pending else select.select([client, archive], [], [])[0]:
                    chunk = source.recv(4096)
                    passed = look(source is archive, chunk)
                    (client if source is archive else archive).sendall(passed)
                    if not chunk or len(passed) < len(chunk):
                        return
        except OSError:
            pass
        finally:
            client.close()
            archive.close()
