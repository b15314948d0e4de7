package dev.huxley.neuron;

import dev.huxley.mechanism.Synapse;
import dev.huxley.model.Edges;
import dev.huxley.model.NeuronModel;
import java.util.List;

/**
 * A side of a gap junction in NEURON: a point process in each of the two compartments, with a POINTER to the voltage of the
 * other. It is explicit in that voltage and implicit in its own, where Huxley's junction is explicit in both.
 */
final class HalfGap {
    static final String NAME = "HalfGap";

    /** Its file in NMODL. */
    static final String TEXT =
            """
            TITLE one side of a gap junction, written by Huxley

            NEURON {
                POINT_PROCESS HalfGap
                POINTER vother
                RANGE g
                NONSPECIFIC_CURRENT i
            }

            UNITS {
                (nA) = (nanoamp)
                (mV) = (millivolt)
                (uS) = (microsiemens)
            }

            PARAMETER { g = 0 (uS) }

            ASSIGNED {
                v (mV)
                vother (mV)
                i (nA)
            }

            BREAKPOINT { i = g * (v - vother) }
            """;

    /** 1 uS ms in units of 10 fF, which is um2 times uF/cm2. */
    private static final double MICROSIEMENS_MILLISECOND = 1e5;

    private HalfGap() {}

    /**
     * The conductance (uS) of a junction.
     *
     * @throws UnwritableException if Huxley limits it, since the coupling is faster than the time step
     */
    static double conductance(NeuronModel model, Synapse junction, int edge, double timeStep) {
        double conductance = model.edges().numbers(junction.key("gE")).value(edge);
        double sum = 0;
        for (String side : List.of(Edges.PRE, Edges.POST)) {
            int row = model.edges().indices(side).value(edge);
            double capacity = model.nodes().numbers("area").value(row)
                    * model.nodes().numbers("capacitance").value(row);
            sum += junctions(model, row) / capacity;
        }
        if (conductance * MICROSIEMENS_MILLISECOND * timeStep * sum > 1) {
            throw new UnwritableException("a junction of type " + junction.name() + " of " + conductance
                    + " uS, which Huxley limits in steps of " + timeStep + " ms; export with shorter ones");
        }
        if (model.edges().numbers(Edges.DELAY).value(edge) > 0) {
            throw new UnwritableException("a junction of type " + junction.name()
                    + " with a delay; a POINTER sees the other voltage without one");
        }
        return conductance;
    }

    private static int junctions(NeuronModel model, int row) {
        List<Synapse> types = List.copyOf(model.synapseTypes());
        int count = 0;
        for (int edge = 0; edge < model.edges().rows(); edge++) {
            boolean isReciprocal =
                    types.get(model.edges().indices(Edges.TYPE).value(edge)).isReciprocal();
            boolean touches = model.edges().indices(Edges.PRE).value(edge) == row
                    || model.edges().indices(Edges.POST).value(edge) == row;
            count += isReciprocal && touches ? 1 : 0;
        }
        return count;
    }
}
