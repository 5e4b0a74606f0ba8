# SPDX-License-Identifier: Apache-2.0
"""Serves LeNet-5 or an LSTM in PyTorch over HTTP, for serve.sh peers: one thread for each connection."""
import base64
import http.server
import json
import sys

import torch

from peers.single import Lstm, lenet


def picture(record):
    numbers = base64.b64decode(record["image"]).split()[4:]
    return torch.tensor([int(n) for n in numbers], dtype=torch.uint8).reshape(1, 1, 28, 28).float() / 255


def text(record):
    return torch.tensor([[int(word[1:]) for word in record["text"].split()]])


torch.manual_seed(7)
torch.set_num_threads(1)
model, prepare = (lenet(), picture) if sys.argv[1] == "lenet" else (Lstm(), text)
model.eval()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_POST(self):
        record = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with torch.inference_mode():
            shares = model(prepare(record))[0].tolist()
        body = json.dumps({"label": max(range(len(shares)), key=shares.__getitem__), "probabilities": shares}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *words):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}/predict", flush=True)
server.serve_forever()
