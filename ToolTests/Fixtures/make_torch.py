"""Makes PyTorch.json: files that torch itself writes, and what torch itself computes with them.

Run with torch and numpy: python3 make_torch.py. Tests read the JSON and need no Python.
Every model runs in double precision with the weights that are in its file.
"""
import argparse, base64, collections, io, json, os, pickle, struct, zipfile
import numpy, torch
from torch import nn

torch.manual_seed(7)
STEPS = 6
fixtures = {}


def lines(data):
    text = base64.b64encode(data).decode()
    return [text[i:i + 120] for i in range(0, len(text), 120)]


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


def add(name, data, run, inputs, extension=".pt"):
    x = torch.randn(STEPS, inputs, dtype=torch.float64)
    with torch.no_grad():
        y = run(x.unsqueeze(1)).squeeze(1)
    fixtures[name] = {"extension": extension, "inputs": inputs, "x": x.flatten().tolist(), "y": y.flatten().tolist(), "file": lines(data)}


def refuse(name, data, says, extension=".pt"):
    fixtures[name] = {"extension": extension, "says": says, "file": lines(data)}


class Net(nn.Module):
    def __init__(self, layer, *heads, between=None, before=None):
        super().__init__()
        if before is not None:
            self.before = before
        self.layer = layer
        self.heads = nn.ModuleList(heads)
        self.between = between

    def forward(self, x):
        if hasattr(self, "before"):
            x = self.before(x)
        x = self.layer(x)[0]
        for i, head in enumerate(self.heads):
            x = head(self.between(x) if i > 0 else x)
        return x


class Steps(nn.Module):
    """A cell, applied step by step."""
    def __init__(self, cell, head):
        super().__init__()
        self.cell = cell
        self.head = head

    def forward(self, x):
        state, ys = None, []
        for t in range(x.shape[0]):
            state = self.cell(x[t], state) if state is not None else self.cell(x[t])
            ys.append(self.head(state[0] if isinstance(state, tuple) else state))
        return torch.stack(ys)


def of(model, dtype=torch.float32):
    """The state_dict in the type of its file, and the model in double with the same numbers."""
    model = model.to(dtype)
    state = model.state_dict()
    return collections.OrderedDict((k, v.clone()) for k, v in state.items()), model.double()


def simple(name, model, inputs, dtype=torch.float32, **options):
    state, model = of(model, dtype)
    run = model if isinstance(model, (Net, Steps)) else lambda x: model(x)[0]
    add(name, saved(state, **options), run, inputs)
    return state, run


first, first_run = simple("lstm, two layers, head", Net(nn.LSTM(3, 5, num_layers=2), nn.Linear(5, 2)), 3)
simple("lstm in both directions, two layers, no biases", nn.LSTM(3, 4, num_layers=2, bidirectional=True, bias=False), 3)
simple("lstm with projection in both directions", nn.LSTM(3, 5, num_layers=2, proj_size=2, bidirectional=True), 3)
simple("gru of F16, head without bias", Net(nn.GRU(2, 5, num_layers=2), nn.Linear(5, 1, bias=False)), 2, torch.float16)
simple("gru of BF16 in both directions", Net(nn.GRU(2, 3, bidirectional=True), nn.Linear(6, 2)), 2, torch.bfloat16)
simple("gru without biases, protocol 4", nn.GRU(2, 3, bias=False), 2, pickle_protocol=4)
simple("rnn of F64", nn.RNN(2, 4), 2, torch.float64)
simple("rnn with relu", Net(nn.RNN(2, 4, nonlinearity="relu"), nn.Linear(4, 1)), 2)
simple("lstm cell", Steps(nn.LSTMCell(2, 3), nn.Linear(3, 1)), 2)
simple("gru cell", Steps(nn.GRUCell(2, 3), nn.Linear(3, 1)), 2)
simple("rnn cell", Steps(nn.RNNCell(2, 3, bias=False), nn.Linear(3, 1)), 2)
simple("linear before, relu between two behind", Net(nn.GRU(4, 3), nn.Linear(3, 5), nn.Linear(5, 2), between=torch.relu, before=nn.Linear(2, 4)), 2)
simple("one in, one out", Net(nn.LSTM(1, 4), nn.Linear(4, 1)), 1)

model = Net(nn.LSTM(2, 3), nn.Linear(3, 1))
optimizer = torch.optim.Adam(model.parameters())
model(torch.randn(3, 1, 2)).sum().backward()
optimizer.step()
checkpoint = {"epoch": 3, "loss": 0.25, "done": False, "name": "amp", "big": 2 ** 40, "negative": -5, "none": None, "betas": (0.9, 0.999),
              "model": collections.OrderedDict((k, v.clone()) for k, v in model.state_dict().items()), "optimizer": optimizer.state_dict()}
add("a checkpoint with more", saved(checkpoint), model.double(), 2)
model = model.float()
checkpoint["ema"] = checkpoint["model"]
refuse("two state_dicts", saved(checkpoint), ["'model', 'ema'", "ReadOptions.Modules"])

# One storage for all, strides that are not row-major, a parameter.
state, model = of(Net(nn.LSTM(3, 4), nn.Linear(4, 2)))
flat = torch.cat([v.flatten() for v in state.values()])
views, at = collections.OrderedDict(), 0
for i, (k, v) in enumerate(state.items()):
    view = flat[at:at + v.numel()].view(v.shape)
    at += v.numel()
    views[k] = v.t().contiguous().t() if i == 0 else nn.Parameter(view) if i == 3 else view
add("views of one storage", saved(views), model, 3)

refuse("a repeated storage", saved({"lstm.weight_ih_l0": torch.zeros(1).expand(8, 2), "lstm.weight_hh_l0": torch.zeros(8, 2)}), ["contiguous"])
refuse("a pickled module", saved(Net(nn.LSTM(1, 2), nn.Linear(2, 1))), ["'__main__.Net'", "state_dict"])
refuse("the old format", saved(first, _use_new_zipfile_serialization=False), ["old format", "torch.save"])
refuse("a namespace beside", saved({"args": argparse.Namespace(lr=1), "model": first}), ["'argparse.Namespace'", "state_dict"])
refuse("a numpy number beside", saved({"loss": numpy.float64(1), "model": first}), ["'numpy.core.multiarray.scalar'"])
refuse("bytes beside", saved({"state": b"123", "model": first}, pickle_protocol=3), ["BINBYTES"])
refuse("a set beside", saved({"state": {1, 2}, "model": first}, pickle_protocol=4), ["EMPTY_SET"])
refuse("a complex tensor", saved({"w": torch.zeros(2, dtype=torch.complex64), **first}), ["'torch.ComplexFloatStorage'"])
refuse("a batch norm", saved({**first, "norm.weight": torch.ones(2), "norm.bias": torch.ones(2), "norm.running_mean": torch.ones(2)}), ["'norm'", "BatchNorm"])
refuse("a convolution", saved({**first, "conv.weight": torch.ones(2, 3, 4)}), ["'conv'", "nn.Conv"])
refuse("two linear layers", saved({**first, "out.weight": torch.ones(2, 2)}), ["BetweenLinear"])
refuse("an attention", saved({**first, "a.in_proj_weight": torch.ones(2, 2)}), ["MultiheadAttention"])
refuse("one bias of two", saved({k: v for k, v in first.items() if "bias_hh_l0" not in k}), ["bias_ih_l0"])
refuse("no recurrent module", saved({"fc.weight": torch.ones(2, 2)}), ["'fc.weight'"])
refuse("a layer that does not fit", saved({"lstm.weight_ih_l0": torch.ones(8, 3), "lstm.weight_hh_l0": torch.ones(7, 2)}), ["weight_hh_l0"])
buffer = io.BytesIO()
torch.jit.save(torch.jit.script(nn.LSTM(1, 2)), buffer)
refuse("a program of TorchScript", buffer.getvalue(), ["TorchScript"])


class Evil:
    def __reduce__(self):
        return os.system, ("exit 1",)


refuse("code to run", saved({"model": first, "x": Evil()}), ["'posix.system'", "Nothing of a file is executed"])


def rezipped(data, change=lambda name, content: content, extra=(), method=zipfile.ZIP_STORED, folder=None):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", method) as target:
        for name in source.namelist():
            renamed = name if folder is None else folder + name.split("/", 1)[1]
            target.writestr(renamed, change(name, source.read(name)))
        for name, content in extra:
            target.writestr(name, content)
    return out.getvalue()


plain = saved(first)
swapped = lambda name, content: content if "/data/" not in name else numpy.frombuffer(content, "<f4").astype(">f4").tobytes()
add("big-endian", rezipped(plain, swapped, [("archive/byteorder", "big")]), first_run, 3)
add("little-endian by name, deflated", rezipped(plain, extra=[("archive/byteorder", "little")], method=zipfile.ZIP_DEFLATED), first_run, 3)
add("no folder", rezipped(plain, folder=""), first_run, 3)
refuse("a zip of something else", rezipped(plain, folder="x-"), ["data.pkl"])


def safetensors(tensors, kind):
    """Tensors in the order of the alphabet, as safetensors.torch writes them."""
    header, body = {}, b""
    for name in sorted(tensors):
        data = tensors[name].contiguous()
        raw = data.view(torch.int16).numpy().tobytes() if kind == "BF16" else data.numpy().tobytes()
        header[name] = {"dtype": kind, "shape": list(data.shape), "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + body


for kind, dtype in (("F32", torch.float32), ("F16", torch.float16), ("BF16", torch.bfloat16), ("F64", torch.float64)):
    state, model = of(Net(nn.GRU(2, 4, num_layers=2, bidirectional=True), nn.Linear(8, 3)), dtype)
    add("safetensors of " + kind, safetensors(state, kind), model, 2, ".safetensors")
state, model = of(Net(nn.LSTM(1, 4), nn.Linear(4, 1)))
add("safetensors, one in, one out", safetensors(state, "F32"), model, 1, ".safetensors")

# RTNeural's examples for PyTorch write the state_dict alone; Automated-GuitarAmpModelling wraps it.
for unit in ("LSTM", "GRU", "RNN"):
    for skip in (0, 1):
        rec, lin = getattr(nn, unit)(1, 4, 2 if skip else 1), nn.Linear(4, 1)
        holder = nn.ModuleDict({"rec": rec, "lin": lin})
        state, holder = of(holder)
        lists = {k: v.tolist() for k, v in state.items()}
        data = {"model": "SimpleRNN", "input_size": 1, "skip": skip, "output_size": 1, "unit_type": unit,
                "num_layers": 2 if skip else 1, "hidden_size": 4, "bias_fl": True}
        run = lambda x, rec=rec, lin=lin, skip=skip: lin(rec(x)[0]) + (x[:, :, 0:skip] if skip else 0)
        add(f"GuitarML {unit}, skip {skip}", json.dumps({"model_data": data, "state_dict": lists}).encode(), run, 1, ".json")
        if not skip:
            add(f"state_dict of {unit} as JSON", json.dumps(lists).encode(), run, 1, ".json")
            refuse(f"GuitarML {unit} with wrong sizes", json.dumps({"model_data": {**data, "hidden_size": 5}, "state_dict": lists}).encode(), ["hidden_size is 5"], ".json")
refuse("GuitarML's convolutions", json.dumps({"model_data": {**data, "model": "GatedConvNet"}, "state_dict": lists}).encode(), ["'GatedConvNet'"], ".json")

# NAM: the weights of each layer as one matrix, its states at the start, and a head.
for layers, outs in ((1, 1), (2, 1), (2, 2)):
    lstm, head = nn.LSTM(1, 3, layers).float(), nn.Linear(3, outs).float()
    h, c = torch.randn(layers, 1, 3), torch.randn(layers, 1, 3)
    weights = []
    for k in range(layers):
        w = [getattr(lstm, f"{n}_l{k}") for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        bias = (w[2].double() + w[3].double()).detach()
        weights += torch.cat(w[:2], 1).double().flatten().tolist() + bias.tolist() + h[k].flatten().tolist() + c[k].flatten().tolist()
    weights += head.weight.double().flatten().tolist() + head.bias.double().tolist()
    file = {"version": "0.5.4", "metadata": {"name": "Amp"}, "architecture": "LSTM",
            "config": {"input_size": 1, "hidden_size": 3, "num_layers": layers, **({"out_channels": outs} if outs > 1 else {})},
            "weights": weights, **({"sample_rate": 44100} if layers > 1 else {})}
    lstm, head = lstm.double(), head.double()
    add(f"NAM, {layers} layers, {outs} outputs", json.dumps(file).encode(), lambda x, l=lstm, d=head, s=(h.double(), c.double()): d(l(x, s)[0]), 1, ".nam")
refuse("NAM with a weight too few", json.dumps({**file, "weights": weights[:-1]}).encode(), ["weights", "have 164"], ".nam")
for other in ("WaveNet", "ConvNet", "Linear"):
    refuse("NAM " + other, json.dumps({**file, "architecture": other}).encode(), [f"'{other}'", "LSTM"], ".nam")

# RTNeural has the layout of Keras: kernels transposed, gates z, r, h of a GRU, two biases of it in two rows.
for unit, activation in (("lstm", "tanh"), ("gru", "relu"), ("gru", ""), ("lstm", "elu"), ("lstm", "sigmoid")):
    size = 4
    rnn, dense, last = (nn.LSTM if unit == "lstm" else nn.GRU)(2, size), nn.Linear(size, 5), nn.Linear(5, 1)
    ih, hh, bi, bh = (p.detach() for p in (rnn.weight_ih_l0, rnn.weight_hh_l0, rnn.bias_ih_l0, rnn.bias_hh_l0))
    swap = lambda t: t if unit == "lstm" else torch.cat([t[size:2 * size], t[:size], t[2 * size:]])
    bias = (bi.double() + bh.double()).tolist() if unit == "lstm" else [swap(bi).tolist(), swap(bh).tolist()]
    layer = lambda kind, act, out, weights: {"type": kind, "activation": act, "shape": [None, None, out], "weights": weights}
    file = {"in_shape": [None, None, 2], "layers": [
        layer(unit, "tanh", size, [swap(ih).t().tolist(), swap(hh).t().tolist(), bias]),
        layer("time-distributed-dense", activation, 5, [dense.weight.t().tolist(), dense.bias.tolist()]),
        layer("dense", "", 1, [last.weight.t().tolist(), last.bias.tolist()]),
        layer("activation", "tanh", 1, [])]}
    act = {"tanh": torch.tanh, "relu": torch.relu, "elu": torch.nn.functional.elu, "sigmoid": torch.sigmoid, "": lambda v: v}[activation]
    rnn, dense, last = rnn.double(), dense.double(), last.double()
    add(f"RTNeural {unit}, {activation or 'linear'}", json.dumps(file).encode(),
        lambda x, r=rnn, d=dense, l=last, a=act: torch.tanh(l(a(d(r(x)[0])))), 2, ".json")
for kind in ("conv1d", "prelu", "batchnorm", "unknown"):
    file["layers"][1] = layer(kind, "", 5, [])
    refuse("RTNeural " + kind, json.dumps(file).encode(), [f"'{kind}'", "lstm, gru"], ".json")

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "PyTorch.json"), "w") as out:
    json.dump(fixtures, out, indent=0)
    out.write("\n")
print(len(fixtures), "fixtures", {k: len("".join(v["file"])) for k, v in fixtures.items()})
