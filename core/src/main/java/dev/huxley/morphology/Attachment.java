package dev.huxley.morphology;

/** The place on its parent at which a branch begins. */
public enum Attachment {
    /**
     * The beginning of the parent (loc 0), which must be a root; the beginning of any other branch is a place on its
     * own parent.
     */
    START,
    /**
     * The middle of the parent (loc 0.5). Half of the parent's length lies on either side: with an odd number of
     * compartments the branch is joined to the center of the middle one, with an even number, between the two middle
     * ones.
     */
    MIDDLE,
    /** The end of the parent (loc 1). */
    END;

    /**
     * The number of the compartment that lies at this place on a parent of {@code count} compartments; between two of
     * them, the former one.
     */
    public int compartment(int count) {
        return switch (this) {
            case START -> 0;
            case MIDDLE -> (count - 1) / 2;
            case END -> count - 1;
        };
    }

    /** The position along the parent, from 0 at its start to 1 at its end. */
    public double share() {
        return ordinal() / 2.0;
    }
}
