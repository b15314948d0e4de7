package dev.huxley.engine;

import dev.huxley.array.Precision;
import dev.huxley.graph.optimize.NarrowRange;
import dev.huxley.program.Program;
import dev.huxley.program.Stage;
import dev.huxley.program.Stage.MembraneCurrent;
import dev.huxley.program.Stage.PumpRate;
import dev.huxley.program.Stage.SynapticCurrent;
import dev.huxley.program.Stage.UpdateStates;
import dev.huxley.program.Stage.UpdateSynapses;

/** Programs in the precision of a kernel: in float32 exponentials saturate where its numbers end, see {@link NarrowRange}. */
public final class Narrowed {
    private Narrowed() {}

    /** The program as a kernel of this precision computes it. */
    public static Program of(Program program, Precision precision) {
        return precision == Precision.FLOAT64
                ? program
                : program.withStages(
                        program.stages().stream().map(Narrowed::narrowed).toList());
    }

    private static Stage narrowed(Stage stage) {
        if (stage instanceof UpdateStates s) {
            return new UpdateStates(s.mechanism(), NarrowRange.of(s.graph()), s.inputs(), s.outputs());
        }
        if (stage instanceof MembraneCurrent s) {
            return new MembraneCurrent(s.mechanism(), NarrowRange.of(s.graph()), s.inputs(), s.rows(), s.current());
        }
        if (stage instanceof PumpRate s) {
            return new PumpRate(s.pump(), NarrowRange.of(s.graph()), s.inputs(), s.rows(), s.ion(), s.rate());
        }
        if (stage instanceof UpdateSynapses s) {
            return new UpdateSynapses(s.synapse(), NarrowRange.of(s.graph()), s.inputs(), s.outputs());
        }
        if (stage instanceof SynapticCurrent s) {
            return new SynapticCurrent(
                    s.synapse(), NarrowRange.of(s.graph()), s.inputs(), s.edges(), s.compartments(), s.current());
        }
        return stage;
    }
}
