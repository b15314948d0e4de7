package dev.huxley.notebook.kernel;

import dev.huxley.display.Displayable;
import dev.huxley.display.MimeBundle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects as Jupyter's protocol carries them: pictures as base64, JSON with null in place of NaN, which JSON lacks. */
final class WireForms {
    private WireForms() {}

    /** The forms of an object, ready to be sent; if they cannot be made, its text with the reason. */
    static MimeBundle of(Displayable object) {
        try {
            return of(object.mimeBundle());
        } catch (RuntimeException e) {
            return MimeBundle.text(object + "\n(shown as text only, because its display failed: " + e + ")");
        }
    }

    /** The forms of a bundle, ready to be sent. */
    static MimeBundle of(MimeBundle bundle) {
        Map<String, Object> data = new LinkedHashMap<>();
        bundle.data().forEach((type, form) -> data.put(type, encoded(form)));
        return new MimeBundle(data, bundle.metadata());
    }

    private static Object encoded(Object form) {
        return form instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : finite(form);
    }

    private static Object finite(Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            object.forEach((name, value) -> copy.put(name, finite(value)));
            return copy;
        }
        if (json instanceof List<?> array) {
            // List.of takes no null.
            List<Object> copy = new ArrayList<>(array.size());
            array.forEach(value -> copy.add(finite(value)));
            return copy;
        }
        boolean isNumber =
                !(json instanceof Double || json instanceof Float) || Double.isFinite(((Number) json).doubleValue());
        return isNumber ? json : null;
    }
}
