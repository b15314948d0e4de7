package dev.huxley.parametersweep;

import dev.huxley.text.Quotation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The grid of all combinations of the values of some parameters; the last parameter changes first. Immutable. */
public final class ParameterGrid implements ParameterTable {
    private final List<VariedParameter> parameters;
    private final long combinations;

    private ParameterGrid(List<VariedParameter> parameters) {
        this.parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("a grid needs a parameter; vary one, for instance HH_gNa=0.05:0.2:50");
        }
        Set<String> seen = new HashSet<>();
        double product = 1;
        for (VariedParameter parameter : parameters) {
            if (!seen.add(parameter.path())) {
                throw new IllegalArgumentException(
                        "the parameter " + Quotation.of(parameter.path()) + " is varied twice; name it once");
            }
            product *= parameter.count();
        }
        if (product > ParameterSweep.MOST_ROWS) {
            throw new IllegalArgumentException(String.format(
                    "the grid has %s = %.4g combinations, more than %d; vary fewer values",
                    parameters.stream()
                            .map(parameter -> Integer.toString(parameter.count()))
                            .collect(Collectors.joining(" x ")),
                    product,
                    ParameterSweep.MOST_ROWS));
        }
        combinations = (long) product;
    }

    /**
     * The grid of some parameters.
     *
     * @throws IllegalArgumentException if there is none, one is there twice, or there are more than {@link
     *     ParameterSweep#MOST_ROWS} combinations
     */
    public static ParameterGrid of(List<VariedParameter> parameters) {
        return new ParameterGrid(parameters);
    }

    /** The grid of some parameters; see {@link #of(List)}. */
    public static ParameterGrid of(VariedParameter... parameters) {
        return of(List.of(parameters));
    }

    /** The parameters with their values. */
    public List<VariedParameter> parameters() {
        return parameters;
    }

    @Override
    public List<String> paths() {
        return parameters.stream().map(VariedParameter::path).toList();
    }

    @Override
    public long combinations() {
        return combinations;
    }

    @Override
    public double[] values(long number) {
        if (number < 0 || number >= combinations) {
            throw new IllegalArgumentException(
                    "there is no combination " + number + "; the grid has " + combinations + ", counted from 0");
        }
        double[] values = new double[parameters.size()];
        long rest = number;
        for (int p = values.length - 1; p >= 0; p--) {
            VariedParameter parameter = parameters.get(p);
            values[p] = parameter.value((int) (rest % parameter.count()));
            rest /= parameter.count();
        }
        return values;
    }

    @Override
    public String place(long number) {
        return "combination " + (number + 1) + " of the grid";
    }

    @Override
    public String toString() {
        return "ParameterGrid["
                + parameters.stream()
                        .map(parameter -> parameter.path() + ": " + parameter.count())
                        .collect(Collectors.joining(", "))
                + "]";
    }
}
