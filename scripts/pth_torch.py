"""Writes the small .pth files that TorchFileTest reads, by torch.save itself. A person runs this, not the tests.

    python3 scripts/pth_torch.py app/src/test/resources/org/cordscope/learning/weights
"""

import collections
import pathlib
import sys

import torch

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1, bias=False), torch.nn.BatchNorm2d(2))
with torch.no_grad():
    module[0].weight.copy_(torch.tensor([1.5, -2.0]).reshape(2, 1, 1, 1))
state = module.state_dict()
torch.save(state, folder / "archive.pth")
torch.save(state, folder / "stream.pth", _use_new_zipfile_serialization=False)
torch.save(state, folder / "protocol4.pth", pickle_protocol=4)
numbers = torch.arange(6.0).reshape(2, 3)
others = collections.OrderedDict(
    parameter=torch.nn.Parameter(numbers),
    transposed=numbers.t(),
    half=numbers.half(),
    bfloat16=numbers.bfloat16(),
    double=numbers.double(),
    long=numbers.long(),
    bool=numbers > 2,
    channels_last=torch.arange(8.0).reshape(1, 2, 2, 2).contiguous(memory_format=torch.channels_last),
)
torch.save(others, folder / "kinds.pth")
torch.save({"epoch": 3, "state_dict": state}, folder / "nested.pth")
