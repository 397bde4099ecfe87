"""The networks of Cordscope in plain PyTorch, with the same parameter names: for benchmarks and reference values."""

from torch import nn


def unit(block, index, inside, outside, kernel, stride):
    block.add_module(f"conv{index}", nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False))
    block.add_module(f"bn{index}", nn.BatchNorm2d(outside))


class Block(nn.Module):
    def __init__(self, inside, width, stride, bottleneck, stride_in_first):
        super().__init__()
        outside = 4 * width if bottleneck else width
        self.count = 3 if bottleneck else 2
        if bottleneck:
            unit(self, 1, inside, width, 1, stride if stride_in_first else 1)
            unit(self, 2, width, width, 3, 1 if stride_in_first else stride)
            unit(self, 3, width, outside, 1, 1)
        else:
            unit(self, 1, inside, width, 3, stride)
            unit(self, 2, width, outside, 3, 1)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or inside != outside:
            self.downsample = nn.Sequential(
                nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside)
            )

    def forward(self, x):
        y = x
        for i in range(1, self.count + 1):
            y = getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(y))
            if i < self.count:
                y = self.relu(y)
        y += x if self.downsample is None else self.downsample(x)
        return self.relu(y)


class Network(nn.Module):
    def __init__(self, trunk, stride_in_first, hidden, dropout):
        super().__init__()
        unit(self, 1, 3, 64, 7, 2)
        self.relu = nn.ReLU(inplace=True)
        self.pool = nn.MaxPool2d(3, 2, 1)
        bottleneck = trunk == "resnet50"
        inside = 64
        for layer, depth in enumerate([2, 2, 2, 2] if trunk == "resnet18" else [3, 4, 6, 3]):
            blocks = nn.Sequential()
            for i in range(depth):
                stride = 2 if layer > 0 and i == 0 else 1
                blocks.append(Block(inside, 64 << layer, stride, bottleneck, stride_in_first))
                inside = (64 << layer) * (4 if bottleneck else 1)
            self.add_module(f"layer{layer + 1}", blocks)
        head = nn.Sequential()
        for size in hidden:
            for module in (nn.Linear(inside, size), nn.ReLU(inplace=True), nn.Dropout(dropout)):
                head.append(module)
            inside = size
        head.append(nn.Linear(inside, 1))
        self.head = head

    def forward(self, x):
        x = self.pool(self.relu(self.bn1(self.conv1(x))))
        for layer in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = layer(x)
        return self.head(x.mean((2, 3)))


def network(trunk, stride_in_first, hidden, dropout):
    return Network(trunk, stride_in_first, hidden, dropout)
