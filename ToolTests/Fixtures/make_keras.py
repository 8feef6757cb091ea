"""Makes Keras.json: files with the layout that Keras writes, made by h5py, zipfile and json.

Keras itself is not needed: the layouts are those of keras/src/legacy/saving/legacy_h5_format.py and keras/src/saving/saving_lib.py. Where
an LSTM or a GRU of PyTorch computes the same (the gates' order and the transposition differ), it is the witness: x and y. Every other
variant is made by the tests themselves and held to Keras' equations. Run with torch, numpy and h5py: python3 make_keras.py.
"""
import base64, io, json, os, zipfile
import h5py, numpy, torch
from torch import nn

torch.manual_seed(11)
STEPS = 6
fixtures = {}


def lines(data):
    text = base64.b64encode(data).decode()
    return [text[i:i + 120] for i in range(0, len(text), 120)]


def add(name, data, run, inputs, extension):
    x = torch.randn(STEPS, inputs, dtype=torch.float64)
    with torch.no_grad():
        y = run(x.unsqueeze(1))
    fixtures[name] = {"extension": extension, "x": x.flatten().tolist(), "y": y.flatten().tolist(), "file": lines(data)}


def refuse(name, data, says, extension):
    fixtures[name] = {"extension": extension, "says": says, "file": lines(data)}


def recurrent(rnn, suffix=""):
    """Kernel, recurrent kernel and bias of Keras for one direction of a torch layer."""
    ih, hh, bi, bh = (getattr(rnn, f"{n}_l0{suffix}").detach() for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    h = rnn.hidden_size
    if isinstance(rnn, nn.GRU):
        swap = lambda t: torch.cat([t[h:2 * h], t[:h], t[2 * h:]])
        return [swap(ih).t(), swap(hh).t(), torch.stack([swap(bi), swap(bh)])]
    nn.init.zeros_(getattr(rnn, f"bias_hh_l0{suffix}"))
    return [ih.t(), hh.t(), bi]


def linear(dense):
    return [dense.weight.detach().t(), dense.bias.detach()]


def arrays(weights, dtype):
    return [numpy.ascontiguousarray(w.numpy()).astype(dtype) for w in weights]


def h5(config, layers, dtype="f4", version=b"2.11.0", libver=None, whole=True, many=False):
    """A file as model.save("x.h5") writes it; layers: name -> [(name of a weight, values)]."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", libver=libver) as f:
        if whole:
            f.attrs["keras_version"] = version
            f.attrs["backend"] = b"tensorflow"
            f.attrs["model_config"] = json.dumps(config).encode()
            f.attrs["training_config"] = json.dumps({"loss": "mse"}).encode()
        g = f.create_group("model_weights") if whole else f
        g.attrs["layer_names"] = [n.encode() for n in layers]
        g.attrs["keras_version"] = version
        for name, weights in layers.items():
            group = g.create_group(name)
            names = [n.encode() for n, _ in weights]
            if many:
                for i, n in enumerate(names):
                    group.attrs[f"weight_names{i}"] = numpy.array([n])
            else:
                group.attrs["weight_names"] = names
            for (n, _), value in zip(weights, arrays([w for _, w in weights], dtype)):
                group.create_dataset(n, value.shape, dtype=value.dtype)[...] = value
        if whole:
            g.create_group("top_level_model_weights").attrs["weight_names"] = numpy.array([], "S1")
            o = f.create_group("optimizer_weights")
            o.attrs["weight_names"] = [b"iteration:0"]
            o.create_dataset("iteration:0", data=numpy.int64(5))
    return buffer.getvalue()


def named(prefix, *weights):
    return [(f"{prefix}/{n}:0", w) for n, w in zip(("kernel", "recurrent_kernel", "bias") if len(weights) == 3 else ("kernel", "bias"), weights)]


def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def rnn(kind, name, units, sequences=True, **config):
    return layer(kind, name, units=units, activation="tanh", recurrent_activation="sigmoid", use_bias=True, return_sequences=sequences,
                 go_backwards=False, stateful=False, unroll=False, **({"reset_after": True} if kind == "GRU" else {"unit_forget_bias": True}), **config)


def dense(name, units, activation="linear"):
    return layer("Dense", name, units=units, activation=activation, use_bias=True)


def given(inputs, name="lstm_input"):
    return layer("InputLayer", name, batch_input_shape=[None, None, inputs], sparse=False)


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": list(layers)}}


# Sequential: LSTM, dropout, dense. In several forms of the same file.
l, d = nn.LSTM(2, 4), nn.Linear(4, 3)
config = sequential(given(2), rnn("LSTM", "lstm", 4), layer("Dropout", "dropout", rate=0.2), layer("TimeDistributed", "time", layer=dense("dense", 3, "tanh")))
weights = {"lstm": named("lstm/lstm_cell", *recurrent(l)), "dropout": [], "time": named("time", *linear(d))}
l, d = l.double(), d.double()
run = lambda x: torch.tanh(d(l(x)[0]))
add("Sequential, h5", h5(config, weights), run, 2, ".h5")
add("Sequential, h5 of the latest version", h5(config, weights, libver="latest"), run, 2, ".h5")
add("names cut into parts", h5(config, weights, many=True), run, 2, ".hdf5")
add("big-endian F32", h5(config, weights, ">f4"), run, 2, ".h5")
refuse("weights without a network", h5(config, weights, whole=False), ["model.save(\"model.keras\")", "KerasFile.ReadTensors"], ".h5")
refuse("no weights of a layer", h5(config, {k: v for k, v in weights.items() if k != "time"}), ["TimeDistributed 'time'"], ".h5")
refuse("a weight too few", h5(config, {**weights, "lstm": weights["lstm"][:2]}), ["LSTM 'lstm'", "expected 3"], ".h5")
refuse("other shapes", h5(config, {**weights, "lstm": named("lstm", *[w.t() for w in recurrent(l.float())])}), ["'lstm/kernel:0'", "[16, 2]"], ".h5")
compressed = io.BytesIO(h5(config, weights))
with h5py.File(compressed, "a") as f:
    value = f["model_weights/lstm/lstm/lstm_cell/kernel:0"][...]
    del f["model_weights/lstm/lstm/lstm_cell/kernel:0"]
    f.create_dataset("model_weights/lstm/lstm/lstm_cell/kernel:0", data=value, compression="gzip")
refuse("compressed", compressed.getvalue(), ["h5repack"], ".h5")

# A functional model: GRU in both directions, last step, softmax; layers in another order than that of use.
g, d = nn.GRU(3, 2, bidirectional=True), nn.Linear(4, 3)
node = lambda source: [[[source, 0, 0, {}]]]
parts = {"in": {**given(3, "in"), "name": "in", "inbound_nodes": []},
         "bi": {**layer("Bidirectional", "bi", layer=rnn("GRU", "gru", 2, False), merge_mode="concat"), "name": "bi", "inbound_nodes": node("in")},
         "out": {**dense("out", 3, "softmax"), "name": "out", "inbound_nodes": node("bi")}}
functional = {"class_name": "Functional", "config": {"name": "model", "layers": [parts["out"], parts["in"], parts["bi"]],
                                                     "input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}}
weights = {"in": [], "bi": named("bi/forward_gru/gru_cell", *recurrent(g)) + named("bi/backward_gru/gru_cell", *recurrent(g, "_reverse")),
           "out": named("out", *linear(d))}
g, d = g.double(), d.double()
last = lambda x: torch.softmax(d(torch.cat([g(x)[0][-1, :, :2], g(x)[0][0, :, 2:]], -1)), -1)
add("Functional, last step of both directions", h5(functional, weights, "f8"), last, 3, ".h5")
half = {k: [(n, v.half().float()) for n, v in w] for k, w in weights.items()}
g, d = (m.half().double() for m in (g, d))
add("F16", h5(functional, half, "f2"), last, 3, ".h5")
branch = json.loads(json.dumps(functional))
branch["config"]["layers"][0]["inbound_nodes"] = [[["bi", 0, 0, {}], ["in", 0, 0, {}]]]
refuse("a branch", h5(branch, weights), ["Dense 'out'", "single chain"], ".h5")


def keras(config, groups, version="3.5.0", names=None, root="layers"):
    """A .keras file; groups: path -> list of weights."""
    h = io.BytesIO()
    with h5py.File(h, "w") as f:
        for path, values in groups.items():
            vars_ = f.create_group(f"{root}/{path}/vars")
            if names and path in names:
                vars_.attrs["name"] = names[path]
            for i, value in enumerate(arrays(values, "f4")):
                vars_.create_dataset(str(i), data=value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("metadata.json", json.dumps({"keras_version": version, "date_saved": "2024-01-01@00:00:00"}))
        z.writestr("config.json", json.dumps(config))
        z.writestr("model.weights.h5", h.getvalue())
    return out.getvalue()


history = lambda source: [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [None, None, 4], "dtype": "float32",
                                                                                  "keras_history": [source, 0, 0]}}], "kwargs": {}}]
l1, l2, g, d1, d2 = nn.LSTM(2, 4), nn.LSTM(4, 3), nn.GRU(3, 2, bidirectional=True), nn.Linear(4, 3), nn.Linear(3, 1)
config = {"module": "keras", "class_name": "Functional", "registered_name": "Functional", "config": {"name": "amp", "layers": [
    {**layer("InputLayer", "in", batch_shape=[None, None, 2]), "name": "in", "inbound_nodes": []},
    {**rnn("LSTM", "first", 4), "name": "first", "inbound_nodes": history("in")},
    {**layer("Dropout", "drop", rate=0.5), "name": "drop", "inbound_nodes": history("first")},
    {**rnn("LSTM", "second", 3), "name": "second", "inbound_nodes": history("drop")},
    {**layer("Bidirectional", "both", layer=rnn("GRU", "forward", 2), backward_layer=rnn("GRU", "backward", 2), merge_mode="concat"), "name": "both", "inbound_nodes": history("second")},
    {**layer("TimeDistributed", "td", layer=dense("inner", 3, "relu")), "name": "td", "inbound_nodes": history("both")},
    {**dense("out", 1), "name": "out", "inbound_nodes": history("td")}]}}
groups = {"lstm/cell": recurrent(l1), "lstm_1/cell": recurrent(l2), "bidirectional/forward_layer/cell": recurrent(g),
          "bidirectional/backward_layer/cell": recurrent(g, "_reverse"), "time_distributed/layer": linear(d1), "dense": linear(d2)}
l1, l2, g, d1, d2 = (m.double() for m in (l1, l2, g, d1, d2))
run = lambda x: d2(torch.relu(d1(g(l2(l1(x)[0])[0])[0])))
add("Functional, keras", keras(config, groups), run, 2, ".keras")
add("Functional, keras, with the names of layers", keras(config, groups, names={"dense": "out", "lstm_1/cell": "lstm_cell"}), run, 2, ".keras")
add("Functional, keras of 2.12", keras(config, groups, "2.12.0", root="_layer_checkpoint_dependencies"), run, 2, ".keras")
refuse("names of other layers", keras(config, groups, names={"dense": "dense_7"}), ["Dense 'out'", "'dense_7'"], ".keras")
refuse("no group of a layer", keras(config, {k: v for k, v in groups.items() if k != "lstm_1/cell"}), ["LSTM 'second'", "'lstm_1'"], ".keras")
for kind in ("Conv1D", "CuDNNLSTM", "ConvLSTM2D", "RNN", "BatchNormalization", "Attention"):
    refuse("a layer " + kind, keras(sequential(layer("InputLayer", "in", batch_shape=[None, None, 2]), layer(kind, "odd")), {"x": []}), [f"{kind} 'odd'"], ".keras")

# As JSON: the configuration and get_weights().
l, d = nn.GRU(2, 3), nn.Linear(3, 1)
config = {**sequential(given(2), rnn("GRU", "gru", 3, False), dense("dense", 1)), "keras_version": "2.11.0"}
flat = [w.tolist() for w in recurrent(l) + linear(d)]
by_name = {"gru": flat[:3], "dense": flat[3:]}
l, d = l.double(), d.double()
run = lambda x: d(l(x)[0])[-1]
add("JSON, list of weights", json.dumps({"model": config, "weights": flat}).encode(), run, 2, ".json")
add("JSON, weights by layer", json.dumps({"architecture": json.dumps(config), "weights": by_name}).encode(), run, 2, ".json")
add("JSON, all in one", json.dumps({**config, "weights": flat}).encode(), run, 2, ".json")
refuse("JSON without weights", json.dumps(config).encode(), ["without its weights", "model.keras"], ".json")

# Small files for the harness of mutations stand in the tests themselves.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "Keras.json"), "w") as out:
    json.dump(fixtures, out, indent=0)
    out.write("\n")
print(len(fixtures), "fixtures", {k: len("".join(v["file"])) for k, v in fixtures.items()})
