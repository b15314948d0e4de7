package dev.huxley.mechanism.nmodl;

import dev.huxley.mechanism.nmodl.syntax.Declaration;
import dev.huxley.mechanism.nmodl.syntax.ModFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A parameter or state that a mechanism owns, as it declares it in the model.
 *
 * @param name its name
 * @param isState whether it is a state
 * @param size the length of an array; 0 for a single value
 * @param values its defaults
 * @param unit its unit, 1 if it has none
 */
record OwnVariable(String name, boolean isState, int size, double[] values, String unit) {
    /** The default of a weight that is a conductance: that of ExpSyn. Of another it is 1. */
    private static final double WEIGHT = 1e-4;

    /** The variables of a mechanism: parameters, then what it keeps. */
    static List<OwnVariable> all(NmodlReading reading, NmodlProgram program) {
        List<OwnVariable> all = new ArrayList<>();
        ModFile file = reading.file();
        for (Declaration parameter : reading.analysis().parameters()) {
            all.add(of(parameter, false, Double.isNaN(parameter.value()) ? 0 : parameter.value()));
        }
        for (Events.Argument argument : Events.of(file).parameters()) {
            boolean isWeight = argument.key().equals(Events.WEIGHT);
            boolean isConductance =
                    List.of("uS", "umho", "microsiemens", "micromho").contains(argument.unit());
            double value = !isWeight ? 0 : isConductance ? WEIGHT : 1;
            all.add(new OwnVariable(argument.key(), false, 0, new double[] {value}, unit(argument.unit())));
        }
        program.kept().forEach((name, size) -> {
            if (!reading.ions().contains(name)) {
                all.add(kept(name, size, reading));
            }
        });
        return all;
    }

    private static OwnVariable kept(String name, int size, NmodlReading reading) {
        ModFile file = reading.file();
        Declaration declared = file.states().getOrDefault(name, file.assigned().get(name));
        if (declared == null) {
            declared = Events.of(file).kept().stream()
                    .filter(variable -> variable.name().equals(name))
                    .findFirst()
                    .orElse(file.parameters().get(name));
        }
        boolean isTime = name.equals(EventQueue.TIME) || name.equals(Clock.NAME);
        String unit = declared != null ? unit(declared.unit()) : isTime ? "ms" : "1";
        boolean hasDefault = declared != null && !Double.isNaN(declared.value());
        double[] values = new double[Math.max(1, size)];
        Arrays.fill(values, hasDefault ? declared.value() : 0);
        List<String> elements = NmodlProgram.elements(name, size);
        for (int i = 0; i < values.length; i++) {
            OptionalDouble start = reading.analysis().start(elements.get(i));
            values[i] = start.orElse(values[i]);
        }
        return new OwnVariable(name, true, size, values, unit);
    }

    private static OwnVariable of(Declaration declared, boolean isState, double value) {
        double[] values = new double[Math.max(1, declared.size())];
        Arrays.fill(values, value);
        return new OwnVariable(declared.name(), isState, declared.size(), values, unit(declared.unit()));
    }

    private static String unit(String text) {
        return text.isEmpty() ? "1" : text;
    }

    /** The shape in one compartment. */
    int[] shape() {
        return size == 0 ? new int[0] : new int[] {size};
    }
}
