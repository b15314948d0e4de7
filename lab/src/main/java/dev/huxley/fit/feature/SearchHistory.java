package dev.huxley.fit.feature;

import java.util.ArrayList;
import java.util.List;

/** The course of a search: after every batch the number of evaluations, the best score and that of the batch. */
final class SearchHistory {
    /**
     * One batch.
     *
     * @param evaluations the candidates evaluated so far, on all rungs
     * @param best the best score with this model so far
     * @param batch the best score of the batch
     * @param model the model's name
     * @param strategy the strategy whose batch it was, with the number of its restart
     */
    record Entry(long evaluations, double best, double batch, String model, String strategy) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    void restore(SearchHistory other) {
        List<Entry> copy = other.entries();
        entries.clear();
        entries.addAll(copy);
    }
}
