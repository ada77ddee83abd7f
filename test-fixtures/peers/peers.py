"""torch.autograd.gradcheck for the comparison of gradient checkers.

Reads questions, a line of words between tabs each, and answers each with a line of name=number or with an error:

    check  FILE  slow|fast  all|ENTRIES_PER_VARIABLE  WEIGHT  RELATIVE_ERROR
    cost   FILE  slow|fast
    passes FILE

The first line it prints tells the versions.
"""

import platform
import sys
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

ACTIVATIONS = {"RELU": torch.relu, "TANH": torch.tanh, "SIGMOID": torch.sigmoid}
WARM_SECONDS = 1.5
MEASURED_SECONDS = 1.5
LEAST, MOST = 3, 1000
# A check of all entries that takes longer is extrapolated.
WHOLE_MILLISECONDS = 1500


class Counts:
    evaluations = 0
    gradients = 0


def counted(grad):
    def wrapper(*args, **kwargs):
        Counts.gradients += 1
        return grad(*args, **kwargs)

    return wrapper


torch.autograd.grad = counted(torch.autograd.grad)


class Scaled(torch.autograd.Function):
    """The same weights, with one entry of their gradient wrong."""

    @staticmethod
    def forward(ctx, weights, entry, factor):
        ctx.entry, ctx.factor = entry, factor
        return weights.view_as(weights)

    @staticmethod
    def backward(ctx, gradient):
        if gradient is None:
            return None, None, None
        wrong = gradient.clone(memory_format=torch.contiguous_format)
        wrong.view(-1)[ctx.entry] *= ctx.factor
        return wrong, None, None


class Network:
    """A network from a file, with its batch."""

    def __init__(self, file):
        with open(file, "rb") as stream:
            widths, activation, examples, loss = stream.readline().decode().strip().split("\t")
            numbers = torch.frombuffer(bytearray(stream.read()), dtype=torch.float64)
        self.widths = [int(width) for width in widths.split("-")]
        self.activation = ACTIVATIONS[activation]
        examples = int(examples)
        shapes = [(examples, self.widths[0]), (examples, self.widths[-1])]
        for inputs, outputs in zip(self.widths, self.widths[1:]):
            shapes += [(outputs, inputs), (outputs,)]
        tensors, start = [], 0
        for shape in shapes:
            size = torch.Size(shape).numel()
            tensors.append(numbers[start:start + size].clone().view(shape))
            start += size
        self.input, self.classes = tensors[0], tensors[1].argmax(1)
        self.parameters = tensors[2:]
        self.size = sum(parameter.numel() for parameter in self.parameters)
        found = self.loss(*self.parameters).item()
        if abs(found - float(loss)) > 1e-9 * max(1, abs(float(loss))):
            raise ValueError("loss: found %r, wanted %s" % (found, loss))

    def loss(self, *parameters):
        Counts.evaluations += 1
        h = self.input
        for k in range(0, len(parameters), 2):
            h = torch.nn.functional.linear(h, parameters[k], parameters[k + 1])
            if k + 2 < len(parameters):
                h = self.activation(h)
        return torch.nn.functional.cross_entropy(h, self.classes)

    def with_mistake(self, entry, error):
        if error == 0:
            return self.loss
        return lambda weights, *others: self.loss(Scaled.apply(weights, entry, 1 + error), *others)


def fresh(parameters):
    return [parameter.clone().requires_grad_() for parameter in parameters]


def run(loss, inputs, fast):
    """Whether the gradient is right, and what was asked for it."""
    Counts.evaluations = Counts.gradients = 0
    right = torch.autograd.gradcheck(loss, inputs, fast_mode=fast, raise_exception=False)
    return {"right": int(right), "evaluations": Counts.evaluations, "gradients": Counts.gradients,
            "entries": 0 if fast else sum(tensor.numel() for tensor in inputs)}


def some_entries(network, loss, per_variable):
    """The loss by some entries of every variable, and these entries."""
    chosen = [torch.arange(0, p.numel(), max(1, p.numel() // per_variable)) for p in network.parameters]
    values = [p.reshape(-1)[at].clone().requires_grad_() for p, at in zip(network.parameters, chosen)]

    def of_values(*entries):
        return loss(*[p.reshape(-1).index_put((at,), v).view(p.shape)
                      for p, at, v in zip(network.parameters, chosen, entries)])

    return of_values, values


def check(network, mode, entries, weight, error):
    loss = network.with_mistake(int(weight), float(error))
    if entries == "all":
        return run(loss, fresh(network.parameters), mode == "fast")
    return run(*some_entries(network, loss, int(entries)), mode == "fast")


def biases(network, number):
    """The loss by the first biases alone, which costs for each of them what it costs for any other entry."""
    weights, first, *others = network.parameters
    rest = first[number:].clone()
    return (lambda some: network.loss(weights, torch.cat([some, rest]), *others)), fresh([first[:number]])


def timed(action):
    """The median and the fastest time of an action, after it has run for a while, and its last result."""
    start = time.perf_counter()
    while True:
        action()
        if time.perf_counter() - start >= WARM_SECONDS:
            break
    times = []
    start = time.perf_counter()
    while len(times) < LEAST or len(times) < MOST and time.perf_counter() - start < MEASURED_SECONDS:
        before = time.perf_counter()
        result = action()
        times.append(1000 * (time.perf_counter() - before))
    times.sort()
    return (times[len(times) // 2], times[0]), result


def cost(network, mode):
    if mode == "slow":
        few, of_few = timed(lambda: run(*biases(network, 1), False))
        number = min(24, network.widths[1])
        more, of_more = timed(lambda: run(*biases(network, number), False))
        share = (network.size - 1) / (number - 1)
        median = few[0] + share * (more[0] - few[0])
        fastest = median * more[1] / more[0]
        if median > WHOLE_MILLISECONDS:
            evaluations = of_few["evaluations"] + share * (of_more["evaluations"] - of_few["evaluations"])
            return dict(of_more, median=median, fastest=fastest, extrapolated=1, evaluations=evaluations)
    inputs = fresh(network.parameters)
    (median, fastest), answer = timed(lambda: run(network.loss, inputs, mode == "fast"))
    return dict(answer, median=median, fastest=fastest, extrapolated=0)


def passes(network):
    inputs = fresh(network.parameters)
    (median, fastest), _ = timed(lambda: torch.autograd.grad(network.loss(*inputs), inputs))
    return {"median": median, "fastest": fastest}


def blas():
    """The library that is used, where the system tells."""
    torch.randn(100, 100) @ torch.randn(100, 100)
    configured = [part.strip() for part in torch.__config__.show().split(",") if "BLAS_INFO" in part]
    found = set()
    try:
        with open("/proc/self/maps") as maps:
            for line in maps:
                name = line.strip().rsplit("/", 1)[-1]
                if any(part in name.lower() for part in ("openblas", "mkl", "blis", "atlas", "libblas")):
                    found.add(name)
    except OSError:
        pass
    return ", ".join([part.split("BLAS_INFO=")[-1] for part in configured[:1]] + sorted(found))


def main():
    questions = {"check": check, "cost": cost, "passes": passes}
    print("Python %s, torch %s, BLAS %s, %d thread"
          % (platform.python_version(), torch.__version__, blas(), torch.get_num_threads()), flush=True)
    last = None, None
    for line in sys.stdin:
        question, file, *words = line.rstrip("\n").split("\t")
        try:
            if last[0] != file:
                last = file, Network(file)
            answer = questions[question](last[1], *words)
            print("\t".join("%s=%r" % (name, float(number)) for name, number in answer.items()), flush=True)
        except Exception as error:
            print("error\t%s: %s" % (type(error).__name__, " ".join(str(error).split())), flush=True)


main()
