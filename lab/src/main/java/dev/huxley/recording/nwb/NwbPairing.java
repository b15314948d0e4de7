package dev.huxley.recording.nwb;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the stimulus of each response in files without the tables of NWB 2.3: by the sweep table, else by the sweep number
 * and the electrode, else by the numbers in the names ({@code data_00012_AD0} and {@code data_00012_DA0}).
 */
final class NwbPairing {
    private static final String SWEEP_TABLE = "/general/intracellular_ephys/sweep_table";
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final NwbTree tree;
    private final List<NwbSeries> responses;
    private final List<NwbSeries> stimuli;
    private final Map<NwbSeries, Double> numbers = new HashMap<>();
    private final List<String> remarks;

    NwbPairing(NwbTree tree, List<NwbSeries> responses, List<NwbSeries> stimuli, List<String> remarks) {
        this.tree = tree;
        this.responses = responses;
        this.stimuli = stimuli;
        this.remarks = remarks;
    }

    /** The pairs, by sweep number where there are numbers, else by name. */
    List<NwbPair> pairs() {
        numberByTable();
        for (Collection<NwbSeries> some : List.of(responses, stimuli)) {
            for (NwbSeries series : some) {
                if (!numbers.containsKey(series)) {
                    series.sweepNumber().ifPresent(number -> numbers.put(series, number));
                }
            }
        }
        List<NwbSeries> order = new ArrayList<>(responses);
        Comparator<NwbSeries> byName = Comparator.comparing(NwbPairing::padded);
        order.sort(
                responses.stream().allMatch(numbers::containsKey)
                        ? Comparator.<NwbSeries, Double>comparing(numbers::get)
                                .thenComparing(NwbPairing::electrode)
                                .thenComparing(byName)
                        : byName);
        List<NwbPair> pairs = new ArrayList<>();
        for (NwbSeries response : order) {
            pairs.add(new NwbPair(
                    NwbPair.Range.all(response), stimulus(response).map(NwbPair.Range::all), false, Optional.empty()));
        }
        return pairs;
    }

    private Optional<NwbSeries> stimulus(NwbSeries response) {
        Double number = numbers.get(response);
        List<NwbSeries> fitting = new ArrayList<>();
        for (NwbSeries stimulus : stimuli) {
            if (number == null || !numbers.containsKey(stimulus)) {
                if (digits(stimulus.name()).equals(digits(response.name()))) {
                    fitting.add(stimulus);
                }
            } else if (numbers.get(stimulus).equals(number)
                    && (electrode(stimulus).equals(electrode(response))
                            || electrode(stimulus).isEmpty())) {
                fitting.add(stimulus);
            }
        }
        if (fitting.size() > 1) {
            remarks.add(response.path() + ": " + fitting.size() + " stimuli fit by number or name, so none is taken: "
                    + fitting);
            return Optional.empty();
        }
        if (fitting.isEmpty() && number == null && responses.size() == 1 && stimuli.size() == 1) {
            return Optional.of(stimuli.get(0));
        }
        return fitting.stream().findFirst();
    }

    /** The numbers that the sweep table gives; a row holds one series or more. */
    private void numberByTable() {
        Optional<Node> table = tree.find(SWEEP_TABLE);
        if (table.isEmpty() || !(table.get() instanceof Group group)) {
            return;
        }
        Optional<double[]> number = column(group, "sweep_number");
        Optional<double[]> references = column(group, "series");
        Optional<double[]> ends = column(group, "series_index");
        if (number.isEmpty() || references.isEmpty()) {
            return;
        }
        Map<Long, NwbSeries> byAddress = new HashMap<>();
        responses.forEach(series -> byAddress.put(series.address(), series));
        stimuli.forEach(series -> byAddress.put(series.address(), series));
        int from = 0;
        for (int row = 0; row < number.get().length; row++) {
            int to = ends.isEmpty() ? row + 1 : row < ends.get().length ? (int) ends.get()[row] : from;
            for (int i = from; i < Math.min(to, references.get().length); i++) {
                NwbSeries series = byAddress.get((long) references.get()[i]);
                if (series != null) {
                    numbers.put(series, number.get()[row]);
                }
            }
            from = Math.max(from, to);
        }
    }

    private Optional<double[]> column(Group table, String name) {
        return tree.child(table, name)
                .filter(Dataset.class::isInstance)
                .map(node -> tree.numbers((Dataset) node, "sweep_table/" + name));
    }

    private static String electrode(NwbSeries series) {
        try {
            return series.electrode().map(Node::getName).orElse("");
        } catch (NwbProblem broken) {
            return "";
        }
    }

    private static List<String> digits(String name) {
        List<String> digits = new ArrayList<>();
        Matcher matcher = DIGITS.matcher(name);
        while (matcher.find()) {
            digits.add(matcher.group());
        }
        return digits.isEmpty() ? List.of(name) : digits;
    }

    /** The name with its numbers so wide that text sorts as the numbers do. */
    private static String padded(NwbSeries series) {
        return DIGITS.matcher(series.name())
                .replaceAll(match -> "0".repeat(Math.max(0, 20 - match.group().length())) + match.group());
    }
}
