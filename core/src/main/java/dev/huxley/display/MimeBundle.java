package dev.huxley.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The forms of one object for a notebook, which shows the richest that it can.
 *
 * @param data the form by its MIME type: a {@code String}, a {@code byte[]} (pictures), or for types that end in
 *     {@code +json} a {@code Map} or {@code List} of numbers, strings and further ones, without NaN
 * @param metadata by the MIME type what a notebook should know beside the form, such as {@code width} and {@code height}
 *     of a picture in pixels of the page
 */
public record MimeBundle(Map<String, Object> data, Map<String, Map<String, Object>> metadata) {
    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A bundle of plain text. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of("text/plain", text), Map.of());
    }

    /** This bundle with one form more, or another one of this MIME type. */
    public MimeBundle with(String mimeType, Object form) {
        return with(mimeType, form, Map.of());
    }

    /** This bundle with one form more, or another one of this MIME type, and its metadata. */
    public MimeBundle with(String mimeType, Object form, Map<String, Object> about) {
        Map<String, Object> forms = new LinkedHashMap<>(data);
        forms.put(mimeType, form);
        Map<String, Map<String, Object>> abouts = new LinkedHashMap<>(metadata);
        abouts.put(mimeType, Map.copyOf(about));
        if (about.isEmpty()) {
            abouts.remove(mimeType);
        }
        return new MimeBundle(forms, abouts);
    }

    @Override
    public String toString() {
        return data.entrySet().stream()
                .map(form -> form.getKey() + size(form.getValue()))
                .collect(Collectors.joining(", ", "MimeBundle[", "]"));
    }

    private static String size(Object form) {
        if (form instanceof byte[] bytes) {
            return " (" + bytes.length + " bytes)";
        }
        return form instanceof String text ? " (" + text.length() + " characters)" : "";
    }
}
