package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** The functions of IJava that show something below a cell. */
public final class Display {
    private Display() {}

    /** The forms of an object, at least these types. */
    public static DisplayData render(Object object, String... types) {
        if (object instanceof DisplayData data) {
            return data;
        }
        return types.length == 0
                ? IJava.getKernelInstance().getRenderer().render(object)
                : IJava.getKernelInstance().getRenderer().renderAs(object, types);
    }

    /** Shows an object below the cell; returns the id by which it can be replaced. */
    public static String display(Object object, String... types) {
        DisplayData data = render(object, types);
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        IJava.getKernelInstance().display(data);
        return data.getDisplayId();
    }

    /** Replaces what was shown. */
    public static void updateDisplay(String id, Object object, String... types) {
        IJava.getKernelInstance().getIO().display.updateDisplay(id, render(object, types));
    }
}
