"""Throughput of Python PyTorch, the peer of `cordscope bench inference|training`: same network, sizes and precision.

Needs only torch. Prints one JSON object. Run it in turn with `cordscope bench` on a quiet machine:

    python3 scripts/bench_torch.py inference --precision float32
    python3 scripts/bench_torch.py training --precision bfloat16
"""

import argparse
import contextlib
import json
import os
import statistics
import time

import torch

from resnet_torch import network


def repeat(run, batch, repetitions, seconds):
    def rate():
        start, passes = time.perf_counter(), 0
        while True:
            run()
            passes += 1
            elapsed = time.perf_counter() - start
            if elapsed >= seconds:
                return passes * batch / elapsed

    rate()
    return [rate() for _ in range(repetitions)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["inference", "training"])
    parser.add_argument("--trunk", default="resnet50", choices=["resnet18", "resnet34", "resnet50"])
    parser.add_argument("--size", type=int, default=299)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--precision", default="float32", choices=["float32", "bfloat16"])
    parser.add_argument("--contiguous", action="store_true", help="plain memory layout instead of channels-last")
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    a = parser.parse_args()

    torch.manual_seed(1)
    torch.set_num_threads(a.threads)
    layout = torch.contiguous_format if a.contiguous else torch.channels_last
    model = network(a.trunk, False, [512, 512], 0.3).to(memory_format=layout)
    images = torch.rand(a.batch, 3, a.size, a.size).contiguous(memory_format=layout)
    targets = torch.zeros(a.batch)
    cast = (
        torch.autocast("cpu", dtype=torch.bfloat16) if a.precision == "bfloat16" else contextlib.nullcontext()
    )
    if a.what == "inference":
        model.eval()

        def run():
            with torch.inference_mode(), cast:
                model(images)

    else:
        model.train()
        adam = torch.optim.Adam(model.parameters(), lr=1e-4)

        def run():
            with cast:
                logits = model(images)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits.float().flatten(), targets)
            loss.backward()
            adam.step()
            adam.zero_grad()

    runs = repeat(run, a.batch, a.repetitions, a.seconds)
    print(
        json.dumps(
            {
                "tool": "pytorch " + torch.__version__,
                "what": a.what,
                "trunk": a.trunk,
                "images_per_second": statistics.median(runs),
                "precision": a.precision,
                "layout": "contiguous" if a.contiguous else "channels_last",
                "batch": a.batch,
                "image_size": a.size,
                "threads": a.threads,
                "runs": runs,
            }
        )
    )


if __name__ == "__main__":
    main()
