package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.text.Brief;
import java.util.List;
import java.util.function.Supplier;

/**
 * A mechanism that comes with Huxley, or one of a file. Its parameters, defaults, units, states and equations are those of
 * {@link #create()}.
 *
 * @param library the library, which is the last part of its package's name; empty for a mechanism of a file
 * @param title a description in a few words
 * @param paper the publication of its equations
 * @param ions the ions that it carries or changes, for instance {@code "Na"}
 * @param companions full names of mechanisms that provide the quantities that it reads
 * @param constructor creates the mechanism with its default name
 */
public record CatalogueEntry(
        String library,
        String title,
        Paper paper,
        List<String> ions,
        List<String> companions,
        Supplier<? extends Mechanism> constructor) {
    /**
     * A publication.
     *
     * @param citation authors, journal, volume, year
     * @param doi the digital object identifier, empty if there is none or it is not known
     */
    public record Paper(String citation, String doi) {}

    public CatalogueEntry {
        ions = List.copyOf(ions);
        companions = List.copyOf(companions);
    }

    /** The mechanism's name within its library, for instance {@code "NaTaT"}. */
    public String name() {
        return create().name();
    }

    /** The name with the library in front, which is unique: {@code "hay.NaTaT"}; the name alone without a library. */
    public String fullName() {
        return library.isEmpty() ? name() : library + "." + name();
    }

    /** A new mechanism of this kind. */
    public Mechanism create() {
        return constructor.get();
    }

    /** Tells whether the mechanism is inserted in compartments, as channels and pumps are. */
    public boolean isInsertable() {
        return create() instanceof MembraneMechanism;
    }

    /**
     * A new mechanism of this kind that can be inserted in compartments.
     *
     * @throws IllegalArgumentException if it is a synapse
     */
    public MembraneMechanism insertable() {
        if (create() instanceof MembraneMechanism mechanism) {
            return mechanism;
        }
        throw new IllegalArgumentException(fullName() + " is not inserted in compartments: it connects them");
    }

    @Override
    public String toString() {
        return "CatalogueEntry[" + library + ": " + Brief.of(title) + "]";
    }
}
