"""Training a Llama with PyTorch in eager mode: the peer of "bench model".

Reads a Hugging Face folder and one JSON object a line: {"threads", "updates", "batch", "length",
"precision"}; answers each with tokens a second and the first loss. Weights and inputs are of one
type, as that is PyTorch's fastest setting here; softmax, norms and the loss are float32, as in the
models' reference code.
"""
import json
import math
import os
import struct
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as error:
    print(json.dumps({"missing": "PyTorch is not installed: install the package python3-torch (%s)" % error}))
    sys.exit(0)


class Norm(nn.Module):
    def __init__(self, width, epsilon):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x):
        wide = x.float()
        return self.weight * (wide * torch.rsqrt(wide.square().mean(-1, True) + self.epsilon)).to(x.dtype)


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.groups, self.size = c["num_attention_heads"], c["num_key_value_heads"], c["head_dim"]
        width = c["hidden_size"]
        self.q_proj = nn.Linear(width, self.heads * self.size, bias=False)
        self.k_proj = nn.Linear(width, self.groups * self.size, bias=False)
        self.v_proj = nn.Linear(width, self.groups * self.size, bias=False)
        self.o_proj = nn.Linear(self.heads * self.size, width, bias=False)

    def forward(self, x, cosines, sines, mask):
        batch, length, _ = x.shape

        def split(y, heads):
            return y.view(batch, length, heads, self.size).transpose(1, 2)

        def rotate(y):
            low, high = y.chunk(2, -1)
            return torch.cat((low * cosines - high * sines, high * cosines + low * sines), -1)

        q = rotate(split(self.q_proj(x), self.heads))
        k = rotate(split(self.k_proj(x), self.groups))
        v = split(self.v_proj(x), self.groups)
        if self.groups != self.heads:
            k = k.repeat_interleave(self.heads // self.groups, 1)
            v = v.repeat_interleave(self.heads // self.groups, 1)
        scores = q @ k.transpose(2, 3) / math.sqrt(self.size) + mask
        weights = scores.float().softmax(-1).to(x.dtype)
        return self.o_proj((weights @ v).transpose(1, 2).reshape(batch, length, -1))


class FeedForward(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, inner = c["hidden_size"], c["intermediate_size"]
        self.gate_proj = nn.Linear(width, inner, bias=False)
        self.up_proj = nn.Linear(width, inner, bias=False)
        self.down_proj = nn.Linear(inner, width, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.self_attn = Attention(c)
        self.mlp = FeedForward(c)
        self.input_layernorm = Norm(c["hidden_size"], c["rms_norm_eps"])
        self.post_attention_layernorm = Norm(c["hidden_size"], c["rms_norm_eps"])

    def forward(self, x, *position):
        x = x + self.self_attn(self.input_layernorm(x), *position)
        return x + self.mlp(self.post_attention_layernorm(x))


class Body(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.embed_tokens = nn.Embedding(c["vocab_size"], c["hidden_size"])
        self.layers = nn.ModuleList(Block(c) for _ in range(c["num_hidden_layers"]))
        self.norm = Norm(c["hidden_size"], c["rms_norm_eps"])


class Llama(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.model = Body(c)
        self.lm_head = nn.Linear(c["hidden_size"], c["vocab_size"], bias=False)
        if c.get("tie_word_embeddings"):
            self.lm_head.weight = self.model.embed_tokens.weight

    def prepare(self, length, dtype):
        """What depends on the length alone."""
        half = torch.arange(0, self.c["head_dim"], 2).double() / self.c["head_dim"]
        angles = torch.arange(length).double()[:, None] * self.c["rope_theta"] ** -half
        mask = torch.full((length, length), float("-inf")).triu(1)
        self.position = [t.to(dtype) for t in (angles.cos(), angles.sin(), mask)]

    def forward(self, tokens):
        x = self.model.embed_tokens(tokens)
        for layer in self.model.layers:
            x = layer(x, *self.position)
        return self.lm_head(self.model.norm(x))


def read_weights(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    types = {"F32": torch.float32, "BF16": torch.bfloat16}
    header.pop("__metadata__", None)
    weights = {}
    for name, entry in header.items():
        weights[name] = torch.frombuffer(data, dtype=types[entry["dtype"]],
                                         offset=entry["data_offsets"][0],
                                         count=math.prod(entry["shape"])).view(entry["shape"])
    return weights


def tokens_of(update, batch, length, vocabulary):
    """The same made-up tokens as the other side's: a row's next token is where its loss is."""
    count = batch * (length + 1)
    index = torch.arange(count, dtype=torch.int64) + update * count
    return ((index * 2654435761 % 4294967296) // 65536 % vocabulary).view(batch, length + 1)


class Trainer:
    def __init__(self, folder, precision):
        with open(os.path.join(folder, "config.json")) as file:
            config = json.load(file)
        config.setdefault("head_dim", config["hidden_size"] // config["num_attention_heads"])
        config.setdefault("rope_theta", 10000.0)
        self.dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
        self.net = Llama(config)
        self.net.load_state_dict(read_weights(os.path.join(folder, "model.safetensors")), strict=False)
        self.net.to(self.dtype)
        self.optimizer = torch.optim.AdamW(self.net.parameters(), lr=1e-4, betas=(0.9, 0.95),
                                           weight_decay=0.01, foreach=True)
        self.vocabulary = config["vocab_size"]
        self.update = 0

    def run(self, wish):
        batch, length = wish["batch"], wish["length"]
        torch.set_num_threads(wish["threads"])
        self.net.prepare(length, self.dtype)
        begin, first = time.perf_counter(), None
        for _ in range(wish["updates"]):
            tokens = tokens_of(self.update, batch, length, self.vocabulary)
            logits = self.net(tokens[:, :-1])
            loss = F.cross_entropy(logits.float().flatten(0, 1), tokens[:, 1:].flatten())
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.optimizer.step()
            first = loss.item() if first is None else first
            self.update += 1
        took = time.perf_counter() - begin
        return {"tokens_per_second": wish["updates"] * batch * length / took, "loss": first}


def main():
    print(json.dumps({"name": "PyTorch", "version": torch.__version__}), flush=True)
    trainer, of = None, None
    for line in sys.stdin:
        wish = json.loads(line)
        if wish.get("quit"):
            break
        try:
            if of != (wish["folder"], wish["precision"]):
                trainer, of = None, (wish["folder"], wish["precision"])
                trainer = Trainer(*of)
            print(json.dumps(trainer.run(wish)), flush=True)
        except Exception as error:  # said to the other side, which reports it
            print(json.dumps({"error": "%s: %s" % (type(error).__name__, error)}), flush=True)


main()
