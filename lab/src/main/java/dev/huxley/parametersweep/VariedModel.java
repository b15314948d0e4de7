package dev.huxley.parametersweep;

import dev.huxley.fit.description.Rig;
import dev.huxley.model.Cell;
import dev.huxley.model.View;
import java.util.List;

/** A cell whose varied parameters, and nothing else, are trainable, with the rig that shows its voltage. */
interface VariedModel {
    /** The cell; its trainable parameters are the varied ones. */
    Cell cell();

    /** The compartment where current is injected and the voltage recorded. */
    View electrode();

    /** The values of the trainable parameters, in their order, of a combination. */
    double[] cellValues(double[] combination);

    /** The rig of a combination. */
    Rig rig(double[] combination);

    /** The rig's description, for comparisons. */
    String rigText();

    /** The unit of a varied parameter, "" for none. */
    String unit(String path);

    /** Tells whether values of a varied parameter must be positive. */
    boolean mustBePositive(String path);

    /** Sentences on the model that users should know. */
    List<String> notes();

    /** The voltage at which the cell begins unless a stimulus says otherwise, mV. */
    default double initialVoltage() {
        return electrode().get("v")[0];
    }
}
