"""Writes the reference values of NetworkReferenceTest, computed by Python PyTorch from weights and images of a formula.

A person runs this when the networks change; the test needs only the file that it wrote:

    python3 scripts/reference_torch.py > app/src/test/resources/org/cordscope/learning/torch/reference.json
"""

import json

import torch
import torch.nn.functional as f

from resnet_torch import network

SIDE = 64
WATCHED = ["conv1.weight", "bn1.weight", "layer2.0.conv2.weight", "layer3.0.downsample.0.weight", "layer4.1.bn2.bias",
           "head.0.weight", "head.3.bias"]
FIRST = 6
KIND = torch.float64


def hashed(count, salt):
    """Numbers in [0, 1): two rounds of a 32-bit integer hash, exact in any language."""
    x = torch.arange(count, dtype=torch.int64) + salt * 1000003 & 0xFFFFFFFF
    for _ in range(2):
        x = (x ^ x >> 16) * 0x45D9F3B & 0xFFFFFFFF
    return ((x ^ x >> 16).double() / 2**32).float()


def fill(model, first_salt):
    with torch.no_grad():
        tensors = {k: v for k, v in model.state_dict().items() if not k.endswith("num_batches_tracked")}
        for salt, (name, tensor) in enumerate(sorted(tensors.items()), first_salt):
            u = hashed(tensor.numel(), salt).reshape(tensor.shape).to(KIND)
            if tensor.dim() > 1:
                bound = (6 / tensor[0].numel()) ** 0.5
                tensor.copy_((2 * u - 1) * bound)
            elif name.endswith("running_var"):
                tensor.copy_(0.5 + u)
            elif name.endswith(".weight"):
                # branches weaker than shortcuts, or rounding errors of float32 would grow from layer to layer
                tensor.copy_(0.1 + 0.1 * u if name.endswith("bn3.weight") else 0.2 + 0.4 * u)
            else:
                tensor.copy_(0.2 * u - 0.1)


def pictures():
    """Four grey images of 8 x 8 blocks."""
    blocks = hashed(4 * SIDE * SIDE // 64, 999).reshape(4, 1, SIDE // 8, SIDE // 8)
    return blocks.repeat_interleave(8, 2).repeat_interleave(8, 3)


def case(trunk, stride_in_first, first_salt):
    """All in float64, so that the reference is the exact value and not another rounding.

    The salt picks weights under which no ReLU input is so near 0 that float32 puts it on the other side.
    """
    torch.set_num_threads(1)
    torch.set_default_dtype(KIND)
    model = network(trunk, stride_in_first, [16], 0.0)
    fill(model, first_salt)
    images = pictures().expand(-1, 3, -1, -1).to(KIND)
    targets = torch.tensor([1.0, 0.0, 1.0, 0.0])
    weights = torch.tensor([3.8, 1.0, 3.8, 1.0])
    model.eval()
    with torch.no_grad():
        logits = model(images).flatten().tolist()
    model.train()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3)
    losses, gradients = [], {}
    parameters = dict(model.named_parameters())
    for step in range(2):
        loss = f.binary_cross_entropy_with_logits(model(images).flatten(), targets, weights)
        adam.zero_grad()
        loss.backward()
        losses.append(loss.item())
        if step == 0:
            gradients = {n: parameters[n].grad.flatten()[:FIRST].tolist() for n in WATCHED}
        adam.step()
    state = model.state_dict()
    return {
        "trunk": trunk,
        "stride_in_first": stride_in_first,
        "first_salt": first_salt,
        "logits": logits,
        "losses": losses,
        "gradients": gradients,
        "after": {
            n: state[n].flatten()[:FIRST].tolist()
            for n in WATCHED + ["bn1.running_mean", "layer4.0.bn1.running_var"]
        },
    }


if __name__ == "__main__":
    cases = [case("resnet18", False, 0), case("resnet50", False, 7000), case("resnet50", True, 13000)]
    print(json.dumps({"torch": torch.__version__, "cases": cases}, indent=1))
