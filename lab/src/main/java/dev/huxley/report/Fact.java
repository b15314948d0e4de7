package dev.huxley.report;

import java.util.Objects;

/** One line in a report's list of facts, such as engine, seconds or seed. */
public record Fact(String name, String value) {
    public Fact {
        Objects.requireNonNull(name, "name of a fact");
        value = String.valueOf(value);
    }
}
