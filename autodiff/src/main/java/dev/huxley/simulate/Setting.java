package dev.huxley.simulate;

import ai.djl.ndarray.NDArray;
import dev.huxley.tree.ArrayTree;

/** One of the {@link Inputs} of a run: an array, or a tree of arrays, that replaces a part of the model. */
sealed interface Setting permits ValueSetting, Setting.Parameters, Setting.OfProtocol, Setting.States {
    /** The tree with the arrays of the setting, by their names. */
    ArrayTree in(ArrayTree tree);

    /** Tells whether a later setting replaces this one. */
    boolean isReplacedBy(Setting later);

    /** Values of the trainable parameters, by their paths. */
    record Parameters(ArrayTree values) implements Setting {
        static final String NAME = "parameters";

        @Override
        public ArrayTree in(ArrayTree tree) {
            return tree.with(NAME, values);
        }

        @Override
        public boolean isReplacedBy(Setting later) {
            return later instanceof Parameters;
        }
    }

    /** A waveform, or places, of a stimulus, a clamp or the recordings. */
    record OfProtocol(ProtocolSlot slot, NDArray array) implements Setting {
        @Override
        public ArrayTree in(ArrayTree tree) {
            return tree.with(slot.name(), array);
        }

        @Override
        public boolean isReplacedBy(Setting later) {
            return later instanceof OfProtocol other && other.slot.equals(slot);
        }
    }

    /** The states with which a run begins. */
    record States(ArrayTree values) implements Setting {
        static final String NAME = "states";

        @Override
        public ArrayTree in(ArrayTree tree) {
            return tree.with(NAME, values);
        }

        @Override
        public boolean isReplacedBy(Setting later) {
            return later instanceof States;
        }
    }
}
