package dev.huxley.cli;

import dev.huxley.plot.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * A PNG of half the size on each side and with at most 256 colors, a fifth of the bytes: for pictures that are kept with
 * the source. The colors are those of lines in eight tints and the most frequent others; a pixel takes the nearest.
 */
final class SmallPicture {
    private static final int COLORS = 256;
    private static final int TINTS = 8;

    private SmallPicture() {}

    static byte[] of(byte[] png) throws IOException {
        BufferedImage half = halved(ImageIO.read(new ByteArrayInputStream(png)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(indexed(half), "png", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage halved(BufferedImage image) {
        BufferedImage half = new BufferedImage(image.getWidth() / 2, image.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < half.getHeight(); y++) {
            for (int x = 0; x < half.getWidth(); x++) {
                int mean = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    int sum = 0;
                    for (int k = 0; k < 4; k++) {
                        sum += image.getRGB(2 * x + k % 2, 2 * y + k / 2) >> shift & 255;
                    }
                    mean |= (sum + 2) / 4 << shift;
                }
                half.setRGB(x, y, mean);
            }
        }
        return half;
    }

    private static BufferedImage indexed(BufferedImage image) {
        List<Integer> palette = palette(image);
        int[] colors = palette.stream().mapToInt(Integer::intValue).toArray();
        IndexColorModel model = new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage result =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y) & 0xffffff, color -> nearest(palette, color));
                result.getRaster().setSample(x, y, 0, index);
            }
        }
        return result;
    }

    private static List<Integer> palette(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        Set<Integer> palette = new LinkedHashSet<>(tints());
        // Ties by color, so that the same picture always gives the same file.
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .takeWhile(color -> palette.size() < COLORS)
                .forEach(palette::add);
        return List.copyOf(palette);
    }

    /** The colors of lines and their mixtures with white. */
    private static List<Integer> tints() {
        List<Integer> tints = new ArrayList<>();
        for (Color color : Color.values()) {
            int full = Integer.parseInt(color.hex().substring(1), 16);
            for (int part = 0; part <= TINTS; part++) {
                int mixed = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    int channel = 255 + ((full >> shift & 255) - 255) * part / TINTS;
                    mixed |= channel << shift;
                }
                tints.add(mixed);
            }
        }
        return tints;
    }

    private static int nearest(List<Integer> palette, int color) {
        int best = 0;
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < palette.size(); i++) {
            int distance = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                int difference = (palette.get(i) >> shift & 255) - (color >> shift & 255);
                distance += difference * difference;
            }
            if (distance < smallest) {
                smallest = distance;
                best = i;
            }
        }
        return best;
    }
}
