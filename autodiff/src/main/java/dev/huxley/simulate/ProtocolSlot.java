package dev.huxley.simulate;

/**
 * A part of a model's protocol that the inputs of a run can replace by an array.
 *
 * @param number of the stimulus or clamp, in the order in which they were given; 0 of the recordings
 */
record ProtocolSlot(Kind kind, int number) {
    /** The recordings' places. */
    static final ProtocolSlot RECORDING_PLACES = new ProtocolSlot(Kind.RECORDING_PLACES, 0);

    /** The owner of a slot. */
    enum Owner {
        STIMULUS,
        CLAMP,
        RECORDINGS
    }

    enum Kind {
        /** The waveform (nA) of a stimulus. */
        WAVEFORM(Owner.STIMULUS, "stimuli/%d/waveform"),
        /** The compartments of a stimulus. */
        STIMULUS_PLACES(Owner.STIMULUS, "stimuli/%d/places"),
        /** The values of a clamp. */
        CLAMP_VALUES(Owner.CLAMP, "clamps/%d/values"),
        /** The places of a clamp. */
        CLAMP_PLACES(Owner.CLAMP, "clamps/%d/places"),
        /** The series resistance (MOhm) of a clamp. */
        CLAMP_RESISTANCE(Owner.CLAMP, "clamps/%d/resistance"),
        /** The places of all recordings. */
        RECORDING_PLACES(Owner.RECORDINGS, "recordings/places");

        private final Owner owner;
        private final String path;

        Kind(Owner owner, String path) {
            this.owner = owner;
            this.path = path;
        }

        /** The slot of this kind of a stimulus or clamp. */
        ProtocolSlot of(int number) {
            return new ProtocolSlot(this, number);
        }
    }

    Owner owner() {
        return kind.owner;
    }

    /** The path of the array in the tree of inputs, used in messages. */
    String name() {
        return kind.path.replace("%d", Integer.toString(number));
    }
}
