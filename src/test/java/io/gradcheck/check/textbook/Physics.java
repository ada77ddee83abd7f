package io.gradcheck.check.textbook;

import static io.gradcheck.check.textbook.Plain.times;

import java.util.List;
import java.util.Map;

/** Quantities with units, as they stand beside each other in one vector. */
final class Physics {

    private static final double BOLTZMANN = 1.380649e-23;
    private static final double GAS = 8.314462618;
    private static final double GRAVITY = 6.6743e-11;
    private static final double PLANCK = 6.62607015e-34;
    private static final double LIGHT = 299792458;

    private Physics() {}

    static List<Formula> all() {
        Formulas formulas = new Formulas("units");
        mechanics(formulas);
        circuits(formulas);
        thermodynamics(formulas);
        stamps(formulas);
        optics(formulas);
        return formulas.all();
    }

    private static double[] swapped(double[] g, int one, int other) {
        double[] swapped = g.clone();
        swapped[one] = g[other];
        swapped[other] = g[one];
        return swapped;
    }

    private static double[] negated(double[] g, int index) {
        double[] negated = g.clone();
        negated[index] = -g[index];
        return negated;
    }

    private static double[] scaled(double[] g, int index, double factor) {
        double[] scaled = g.clone();
        scaled[index] *= factor;
        return scaled;
    }

    private static void mechanics(Formulas formulas) {
        formulas.own(
                "force of gravity between two masses, in SI units",
                draw -> Example.objective(
                                draw.about(5.97e24, 7.35e22, 3.84e8),
                                x -> GRAVITY * x[0] * x[1] / (x[2] * x[2]),
                                Physics::gravity)
                        .wrongObjective("exponent of the distance forgotten", x -> scaled(gravity(x), 2, 0.5))
                        .wrongObjective("sign by the distance", x -> negated(gravity(x), 2))
                        .wrongObjective("masses exchanged", x -> swapped(gravity(x), 0, 1)));
        formulas.own(
                "potential of Lennard-Jones, in SI units",
                draw -> Example.objective(
                                draw.about(1.65e-21, 3.4e-10, 3.9e-10),
                                Physics::lennardJones,
                                x -> lennardJones(x, 12, 6))
                        .wrongObjective("exponents forgotten", x -> lennardJones(x, 1, 1))
                        .wrongObjective("exponents exchanged", x -> lennardJones(x, 6, 12))
                        .wrongObjective("distance's sign", x -> negated(lennardJones(x, 12, 6), 2)));
        formulas.own(
                "Coulomb energy of an electron and a proton, in SI units",
                draw -> Example.objective(
                                draw.about(-1.602e-19, 1.602e-19, 5.29e-11),
                                x -> 8.9875517873681764e9 * x[0] * x[1] / x[2],
                                Physics::coulomb)
                        .wrongObjective("distance not squared", x -> scaled(coulomb(x), 2, x[2]))
                        .wrongObjective("distance's sign", x -> negated(coulomb(x), 2))
                        .wrongObjective("charges exchanged", x -> swapped(coulomb(x), 0, 1)));
        formulas.own(
                "period of a satellite by height, in seconds",
                draw -> Example.elementwise(
                                draw.about(4e5, 2e7),
                                h -> 2 * Math.PI * Math.sqrt(Math.pow(6.371e6 + h, 3) / 3.986004418e14),
                                h -> 3 * Math.PI * Math.sqrt((6.371e6 + h) / 3.986004418e14))
                        .wrongSlope("3 for 3/2", h -> 6 * Math.PI * Math.sqrt((6.371e6 + h) / 3.986004418e14))
                        .wrongSlope("radius of the Earth forgotten", h -> 3 * Math.PI * Math.sqrt(h / 3.986004418e14))
                        .wrongSlope("in kilometres", h -> 3e3 * Math.PI * Math.sqrt((6.371e6 + h) / 3.986004418e14)));
    }

    private static double[] gravity(double[] x) {
        double force = GRAVITY * x[0] * x[1] / (x[2] * x[2]);
        return new double[] {GRAVITY * x[1] / (x[2] * x[2]), GRAVITY * x[0] / (x[2] * x[2]), -2 * force / x[2]};
    }

    private static double lennardJones(double[] x) {
        double s6 = Math.pow(x[1] / x[2], 6);
        return 4 * x[0] * (s6 * s6 - s6);
    }

    private static double[] lennardJones(double[] x, double repulsive, double attractive) {
        double s6 = Math.pow(x[1] / x[2], 6);
        double slope = 4 * x[0] * (repulsive * s6 * s6 - attractive * s6);
        return new double[] {4 * (s6 * s6 - s6), slope / x[1], -slope / x[2]};
    }

    private static double[] coulomb(double[] x) {
        double k = 8.9875517873681764e9;
        return new double[] {k * x[1] / x[2], k * x[0] / x[2], -k * x[0] * x[1] / (x[2] * x[2])};
    }

    private static void circuits(Formulas formulas) {
        formulas.own(
                "gain of an RC low pass: ohm, farad, hertz",
                draw -> Example.objective(draw.about(1e3, 1e-9, 160e3), Physics::lowPass, x -> lowPassGradient(x, 3))
                        .wrongObjective("power of the root forgotten", x -> lowPassGradient(x, 1))
                        .wrongObjective("sign", x -> times(lowPassGradient(x, 3), -1))
                        .wrongObjective(
                                "resistance and capacity exchanged", x -> swapped(lowPassGradient(x, 3), 0, 1)));
        formulas.own(
                "resonance of henry and picofarad, in hertz",
                draw -> Example.objective(
                                draw.about(1e-6, 100e-12),
                                x -> 1 / (2 * Math.PI * Math.sqrt(x[0] * x[1])),
                                Physics::resonance)
                        .wrongObjective("half forgotten", x -> times(resonance(x), 2))
                        .wrongObjective("sign", x -> times(resonance(x), -1))
                        .wrongObjective("exchanged", x -> swapped(resonance(x), 0, 1)));
        formulas.own(
                "current of a diode: saturation in ampere, voltage, temperature",
                draw -> Example.objective(draw.about(1e-12, 0.6, 300), Physics::diode, x -> diodeGradient(x, 1))
                        .wrongObjective("temperature's sign", x -> negated(diodeGradient(x, 1), 2))
                        .wrongObjective(
                                "1 subtracted from the slope by voltage", x -> scaled(diodeGradient(x, 1), 1, 1.01))
                        .wrongObjective("thermal voltage forgotten", x -> diodeGradient(x, 0)));
    }

    private static double lowPass(double[] x) {
        double w = 2 * Math.PI * x[2] * x[0] * x[1];
        return 1 / Math.sqrt(1 + w * w);
    }

    private static double[] lowPassGradient(double[] x, double power) {
        double w = 2 * Math.PI * x[2] * x[0] * x[1];
        double slope = -w * w * Math.pow(1 + w * w, -power / 2);
        return new double[] {slope / x[0], slope / x[1], slope / x[2]};
    }

    private static double[] resonance(double[] x) {
        double f = 1 / (2 * Math.PI * Math.sqrt(x[0] * x[1]));
        return new double[] {-0.5 * f / x[0], -0.5 * f / x[1]};
    }

    private static double diode(double[] x) {
        return x[0] * (Math.exp(x[1] * 1.602176634e-19 / (BOLTZMANN * x[2])) - 1);
    }

    private static double[] diodeGradient(double[] x, double thermal) {
        double v = BOLTZMANN * x[2] / 1.602176634e-19;
        double e = Math.exp(x[1] / v);
        double slope = x[0] * e / (thermal == 0 ? 1 : v);
        return new double[] {e - 1, slope, -slope * x[1] / x[2]};
    }

    private static void thermodynamics(Formulas formulas) {
        formulas.own(
                "pressure of an ideal gas: mole, kelvin, cubic metre",
                draw -> Example.objective(draw.about(2, 300, 1e-3), x -> GAS * x[0] * x[1] / x[2], Physics::idealGas)
                        .wrongObjective("volume not squared", x -> scaled(idealGas(x), 2, x[2]))
                        .wrongObjective("volume's sign", x -> negated(idealGas(x), 2))
                        .wrongObjective("gas constant of the wrong unit", x -> times(idealGas(x), 0.2390057)));
        formulas.own(
                "pressure of van der Waals: volume, kelvin, a, b",
                draw -> Example.objective(
                                draw.about(1e-3, 300, 0.364, 4.27e-5), Physics::vanDerWaals, x -> vanDerWaals(x, 2))
                        .wrongObjective("factor 2 of the attraction forgotten", x -> vanDerWaals(x, 1))
                        .wrongObjective("its sign", x -> vanDerWaals(x, -2))
                        .wrongObjective("b's sign", x -> negated(vanDerWaals(x, 2), 3)));
        formulas.own(
                "rate of Arrhenius: factor, joule a mole, kelvin",
                draw -> Example.objective(
                                draw.about(1e13, 8e4, 350),
                                x -> x[0] * Math.exp(-x[1] / (GAS * x[2])),
                                Physics::arrhenius)
                        .wrongObjective("temperature's sign", x -> negated(arrhenius(x), 2))
                        .wrongObjective("temperature not squared", x -> scaled(arrhenius(x), 2, x[2]))
                        .wrongObjective("gas constant forgotten", x -> scaled(arrhenius(x), 1, GAS)));
    }

    private static double[] idealGas(double[] x) {
        return new double[] {GAS * x[1] / x[2], GAS * x[0] / x[2], -GAS * x[0] * x[1] / (x[2] * x[2])};
    }

    private static double vanDerWaals(double[] x) {
        return GAS * x[1] / (x[0] - x[3]) - x[2] / (x[0] * x[0]);
    }

    private static double[] vanDerWaals(double[] x, double factor) {
        double free = x[0] - x[3];
        double slope = GAS * x[1] / (free * free);
        return new double[] {-slope + factor * x[2] / (x[0] * x[0] * x[0]), GAS / free, -1 / (x[0] * x[0]), slope};
    }

    private static double[] arrhenius(double[] x) {
        double e = Math.exp(-x[1] / (GAS * x[2]));
        return new double[] {e, -x[0] * e / (GAS * x[2]), x[0] * e * x[1] / (GAS * x[2] * x[2])};
    }

    private static void stamps(Formulas formulas) {
        formulas.own("decay since an event, in seconds since 1970", draw -> {
            double now = 1.7e9 + draw.random().nextDouble(1e6);
            return Example.objective(
                            new double[] {
                                now - draw.random().nextDouble(100, 1e4),
                                draw.random().nextDouble(-9, -7)
                            },
                            x -> Math.exp(-Math.exp(x[1]) * (now - x[0])),
                            x -> sinceEvent(x, now))
                    .wrongObjective("sign by the time", x -> negated(sinceEvent(x, now), 0))
                    .wrongObjective("rate's chain rule forgotten", x -> scaled(sinceEvent(x, now), 1, Math.exp(-x[1])))
                    .wrongObjective("in milliseconds", x -> scaled(sinceEvent(x, now), 0, 1e-3));
        });
        formulas.own("squared delay between two time stamps, and a small penalty", draw -> {
            double now = 1.7e9 + draw.random().nextDouble(1e6);
            return Example.objective(
                            new double[] {draw.random().nextDouble(0.5, 20), draw.normal(1)[0]},
                            x -> ((now + x[0]) - now) * ((now + x[0]) - now) + 0.1 * x[1] * x[1] + Math.sin(x[1]),
                            x -> new double[] {2 * x[0], 0.2 * x[1] + Math.cos(x[1])})
                    .wrongObjective("factor 2 forgotten", x -> new double[] {x[0], 0.2 * x[1] + Math.cos(x[1])})
                    .wrongObjective("penalty forgotten", x -> new double[] {2 * x[0], Math.cos(x[1])})
                    .wrongObjective("sign", x -> new double[] {-2 * x[0], 0.2 * x[1] + Math.cos(x[1])});
        });
        formulas.own("intensity of a self-exciting process, in seconds since 1970", draw -> {
            double[] events = draw.between(4, 1.7e9, 1.7e9 + 50);
            return Example.of(
                            Map.of("x", new double[] {draw.random().nextDouble(0.02, 0.2)}),
                            v -> new double[] {hawkes(v[0][0], events, 0)},
                            (v, u) -> new double[][] {{-u[0] * hawkes(v[0][0], events, 1)}})
                    .wrong("sign", (v, u) -> new double[][] {{u[0] * hawkes(v[0][0], events, 1)}})
                    .wrong("delay forgotten", (v, u) -> new double[][] {{-u[0] * hawkes(v[0][0], events, 0)}})
                    .wrong("delay squared", (v, u) -> new double[][] {{-u[0] * hawkes(v[0][0], events, 2)}});
        });
    }

    private static double[] sinceEvent(double[] x, double now) {
        double rate = Math.exp(x[1]);
        double value = Math.exp(-rate * (now - x[0]));
        return new double[] {rate * value, -rate * (now - x[0]) * value};
    }

    private static double hawkes(double rate, double[] events, double power) {
        double sum = 0;
        for (double event : events) {
            double delay = 1.7e9 + 60 - event;
            sum += Math.pow(delay, power) * Math.exp(-rate * delay);
        }
        return sum;
    }

    private static void optics(Formulas formulas) {
        formulas.own(
                "image distance of a thin lens, in metres",
                draw -> Example.objective(draw.about(0.05, 2), x -> 1 / (1 / x[0] - 1 / x[1]), x -> lens(x, 1))
                        .wrongObjective("object's sign", x -> negated(lens(x, 1), 1))
                        .wrongObjective("image not squared", x -> lens(x, 0))
                        .wrongObjective("exchanged", x -> swapped(lens(x, 1), 0, 1)));
        formulas.own(
                "radiance of Planck: metre, kelvin",
                draw -> Example.objective(draw.about(550e-9, 5800), Physics::planck, x -> planckGradient(x, 5))
                        .wrongObjective("exponent 5 forgotten", x -> planckGradient(x, 1))
                        .wrongObjective("temperature's sign", x -> negated(planckGradient(x, 5), 1))
                        .wrongObjective("wavelength in nanometres", x -> scaled(planckGradient(x, 5), 0, 1e-9)));
        formulas.own(
                "energy of a photon in joule by wavelength",
                draw -> Example.elementwise(draw.about(550e-9), l -> PLANCK * LIGHT / l, l -> -PLANCK * LIGHT / (l * l))
                        .wrongSlope("sign", l -> PLANCK * LIGHT / (l * l))
                        .wrongSlope("not squared", l -> -PLANCK * LIGHT / l)
                        .wrongSlope("factor 2", l -> -2 * PLANCK * LIGHT / (l * l)));
    }

    private static double[] lens(double[] x, double squared) {
        double image = 1 / (1 / x[0] - 1 / x[1]);
        double factor = squared == 0 ? image : image * image;
        return new double[] {factor / (x[0] * x[0]), -factor / (x[1] * x[1])};
    }

    private static double planck(double[] x) {
        return 2 * PLANCK * LIGHT * LIGHT / Math.pow(x[0], 5) / Math.expm1(PLANCK * LIGHT / (x[0] * BOLTZMANN * x[1]));
    }

    private static double[] planckGradient(double[] x, double exponent) {
        double z = PLANCK * LIGHT / (x[0] * BOLTZMANN * x[1]);
        double outer = z * Math.exp(z) / Math.expm1(z);
        return new double[] {planck(x) * (-exponent + outer) / x[0], planck(x) * outer / x[1]};
    }
}
