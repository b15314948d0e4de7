package dev.huxley.plot;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture with a palette of at most 256 colors, which halves its file: a picture of lines has few colors and, at their
 * smoothed edges, a thousand blends of them. Rare blends take the nearest frequent color if that differs by no more than
 * an eye can see at an edge; colors of areas, such as a color scale's, are kept exactly.
 */
final class ColorReduction {
    private static final int MOST_COLORS = 256;

    /**
     * The largest difference of a blend from its replacement, of 255, in each of red, green and blue; the first one is
     * taken that makes 256 colors suffice.
     */
    private static final int[] TOLERANCES = {4, 8, 16};

    /** A color that covers more than one of so many pixels is kept exactly. */
    private static final int RARE = 500;

    private ColorReduction() {}

    /** The picture with a palette; the picture itself if 256 colors do not suffice. */
    static BufferedImage of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xffffff, 1, Integer::sum);
        }
        for (int i = width + 1; i < pixels.length - width - 1; i++) {
            if (isInArea(pixels, i, width)) {
                counts.merge(pixels[i] & 0xffffff, pixels.length, Math::max);
            }
        }
        List<Integer> frequentFirst = new ArrayList<>(counts.keySet());
        frequentFirst.sort(
                Comparator.<Integer>comparingInt(counts::get).reversed().thenComparing(color -> color));
        for (int tolerance : TOLERANCES) {
            List<Integer> palette = new ArrayList<>();
            Map<Integer, Integer> indices = indices(frequentFirst, counts, pixels.length / RARE, tolerance, palette);
            if (palette.size() <= MOST_COLORS) {
                return indexed(pixels, width, height, palette, indices);
            }
        }
        return image;
    }

    /** Tells whether the four neighbors of a pixel have its color: it is no blend at an edge then. */
    private static boolean isInArea(int[] pixels, int i, int width) {
        int color = pixels[i];
        return pixels[i - 1] == color
                && pixels[i + 1] == color
                && pixels[i - width] == color
                && pixels[i + width] == color;
    }

    /** The index of every color in the palette, which this fills, up to one color more than it may have. */
    private static Map<Integer, Integer> indices(
            List<Integer> frequentFirst, Map<Integer, Integer> counts, int rare, int tolerance, List<Integer> palette) {
        Map<Integer, Integer> indices = new HashMap<>();
        for (int color : frequentFirst) {
            int index = counts.get(color) < rare ? near(palette, color, tolerance) : -1;
            if (index < 0) {
                index = palette.size();
                palette.add(color);
            }
            if (palette.size() > MOST_COLORS) {
                return indices;
            }
            indices.put(color, index);
        }
        return indices;
    }

    /** The index of the nearest color within the tolerance; -1 if there is none. */
    private static int near(List<Integer> palette, int color, int tolerance) {
        int nearest = -1;
        int least = tolerance + 1;
        for (int i = 0; i < palette.size(); i++) {
            int difference = difference(palette.get(i), color);
            if (difference < least) {
                least = difference;
                nearest = i;
            }
        }
        return nearest;
    }

    private static int difference(int one, int other) {
        int red = Math.abs((one >> 16) - (other >> 16));
        int green = Math.abs((one >> 8 & 255) - (other >> 8 & 255));
        int blue = Math.abs((one & 255) - (other & 255));
        return Math.max(red, Math.max(green, blue));
    }

    private static BufferedImage indexed(
            int[] pixels, int width, int height, List<Integer> palette, Map<Integer, Integer> indices) {
        int[] colors = palette.stream().mapToInt(color -> color).toArray();
        IndexColorModel model = new IndexColorModel(8, colors.length, colors, 0, false, -1, 0);
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        int[] samples = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            samples[i] = indices.get(pixels[i] & 0xffffff);
        }
        reduced.getRaster().setPixels(0, 0, width, height, samples);
        return reduced;
    }
}
