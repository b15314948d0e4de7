package dev.huxley.mechanism.catalogue;

import dev.huxley.mechanism.Mechanism;
import dev.huxley.mechanism.MembraneMechanism;
import dev.huxley.text.Brief;
import java.util.List;
import java.util.function.Supplier;

/**
 * A mechanism that comes with Huxley. Its parameters, defaults, units, states and equations are those of
 * {@link #create()}.
 *
 * @param library the library it belongs to, which is the last part of its package's name
 * @param title what it is, in a few words
 * @param paper where its equations stand
 * @param ions the ions that it carries or changes, for instance {@code "Na"}
 * @param companions full names of mechanisms without which it does little: those that make what it reads
 * @param constructor makes it with its default name
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
     * @param doi the digital object identifier, empty if it has none or it is not known here
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

    /** The name with the library in front, which is unique: {@code "hay.NaTaT"}. */
    public String fullName() {
        return library + "." + name();
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
     * A new mechanism of this kind, to be inserted.
     *
     * @throws IllegalArgumentException if it is not one for compartments
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
