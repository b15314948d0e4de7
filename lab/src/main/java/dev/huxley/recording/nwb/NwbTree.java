package dev.huxley.recording.nwb;

import dev.huxley.text.Quotation;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.links.ExternalLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups, links and values of one HDF5 file, read with care: it never follows a link out of the file, follows only few
 * links after each other, checks sizes before anything is allocated, and turns every failure of the library into an {@link
 * NwbProblem} that names the place.
 */
final class NwbTree {
    private static final int MOST_LINKS = 8;
    private static final int MOST_CHILDREN = 100_000;
    private static final long LARGEST_ATTRIBUTE = 1 << 20;
    /** The largest number of values of a dataset: a day at 20 kHz is 1.7e9, an hour 7.2e7. */
    private static final long MOST_VALUES = 1L << 28;
    /** The largest ratio of deflate, 1032 to 1, and a little more; other filters reach less. */
    private static final long LARGEST_RATIO = 1100;

    private static final long FREE_BYTES = 1 << 20;

    private static final Pattern FILTER = Pattern.compile("id=([0-9]{1,6})");
    private static final Map<String, String> FILTERS = Map.of(
            "4",
            "szip",
            "5",
            "nbit",
            "6",
            "scaleoffset",
            "32001",
            "blosc",
            "32004",
            "lz4",
            "32015",
            "zstd",
            "32026",
            "blosc2");

    private final HdfFile file;
    private final long fileBytes;

    NwbTree(HdfFile file, long fileBytes) {
        this.file = file;
        this.fileBytes = fileBytes;
    }

    Group root() {
        return file;
    }

    /** The group or dataset at a path from the root; empty if there is none. */
    Optional<Node> find(String path) {
        return find(file, path, MOST_LINKS);
    }

    /** The child of a group, links followed; empty if there is none. */
    Optional<Node> child(Group group, String name) {
        return find(group, name, MOST_LINKS);
    }

    private Optional<Node> find(Group start, String path, int links) {
        Node node = path.startsWith("/") ? file : start;
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!(node instanceof Group group)) {
                return Optional.empty();
            }
            Node next = guarded(path, () -> children(group).stream()
                    .filter(child -> child.getName().equals(name))
                    .findFirst()
                    .orElse(null));
            if (next == null) {
                return Optional.empty();
            }
            node = resolved(group, next, links);
        }
        return Optional.of(node);
    }

    /** The node itself, or what a link points at. */
    Node resolved(Group parent, Node node) {
        return resolved(parent, node, MOST_LINKS);
    }

    private Node resolved(Group parent, Node node, int links) {
        if (!(node instanceof Link link)) {
            return node;
        }
        String place = Quotation.of(node.getName());
        String target = guarded(place, link::getTargetPath);
        if (link instanceof ExternalLink) {
            throw new NwbProblem("is an external link to " + Quotation.of(target) + ", and other files are not opened");
        }
        if (links == 0) {
            throw new NwbProblem(place + " goes through more than " + MOST_LINKS + " links");
        }
        return find(parent, target, links - 1)
                .orElseThrow(
                        () -> new NwbProblem(place + " is a link to " + Quotation.of(target) + ", which is absent"));
    }

    /** The children of a group, links as they are. */
    List<Node> children(Group group) {
        return guarded("group " + Quotation.of(group.getName()), () -> {
            List<Node> children = new ArrayList<>(group.getChildren().values());
            if (children.size() > MOST_CHILDREN) {
                throw new NwbProblem("the group " + Quotation.of(group.getName()) + " has " + children.size()
                        + " members; at most " + MOST_CHILDREN + " are read");
            }
            return children;
        });
    }

    /** An attribute's value; empty if there is none, or it is very large. */
    Optional<Object> attribute(Node node, String name) {
        return guarded("attribute " + name, () -> {
            Attribute attribute = node.getAttribute(name);
            boolean isRead = attribute != null && !attribute.isEmpty() && isSmall(attribute);
            return isRead ? Optional.ofNullable(attribute.getData()) : Optional.empty();
        });
    }

    private static boolean isSmall(Attribute attribute) {
        long bytes = attribute.getSizeInBytes();
        return bytes >= 0 && bytes <= LARGEST_ATTRIBUTE && attribute.getSize() <= LARGEST_ATTRIBUTE;
    }

    /** The text of an attribute; empty if there is none. */
    Optional<String> text(Node node, String name) {
        return attribute(node, name).flatMap(NwbValues::text);
    }

    /** A dataset of one value in a group; empty if there is none. */
    Optional<Object> scalar(Group group, String name) {
        return child(group, name)
                .filter(Dataset.class::isInstance)
                .map(Dataset.class::cast)
                .filter(dataset -> guarded(name, dataset::getSize) == 1)
                .map(dataset -> data(dataset, name));
    }

    /** The values of a dataset, flat. */
    Object data(Dataset dataset, String place) {
        return guarded(place, () -> {
            check(dataset, place);
            return dataset.isScalar() || dataset.isCompound() ? dataset.getData() : dataset.getDataFlat();
        });
    }

    /** The values of a dataset as numbers, flat. */
    double[] numbers(Dataset dataset, String place) {
        Object data = data(dataset, place);
        return guarded(place, () -> NwbValues.numbers(data))
                .orElseThrow(() -> new NwbProblem(place + " has no numbers"));
    }

    int[] dimensions(Dataset dataset, String place) {
        return guarded(place, dataset::getDimensions);
    }

    private void check(Dataset dataset, String place) {
        long values = 1;
        for (long extent : dataset.getDimensionsAsLong()) {
            if (extent < 0 || extent > MOST_VALUES || (values *= Math.max(1, extent)) > MOST_VALUES) {
                throw new NwbProblem(place + " claims more than " + MOST_VALUES + " values");
            }
        }
        long bytes = dataset.getSizeInBytes();
        if (bytes < 0 || bytes > FREE_BYTES + LARGEST_RATIO * fileBytes) {
            throw new NwbProblem(place + " claims " + bytes + " bytes, which a file of " + fileBytes
                    + " bytes cannot hold (truncated or damaged)");
        }
        if (dataset instanceof ChunkedDataset chunked) {
            long chunk = Math.max(1, bytes / Math.max(1, values));
            for (int extent : chunked.getChunkDimensions()) {
                if (extent <= 0 || (chunk *= extent) > FREE_BYTES + LARGEST_RATIO * fileBytes) {
                    throw new NwbProblem(place + " claims chunks that a file of " + fileBytes + " bytes cannot hold");
                }
            }
        } else if (bytes > fileBytes) {
            throw new NwbProblem(
                    place + " claims " + bytes + " bytes in a file of " + fileBytes + " bytes (truncated or damaged)");
        }
    }

    /** Runs a call of the library; what it throws on damaged files has many types. */
    static <T> T guarded(String place, Supplier<T> call) {
        try {
            return call.get();
        } catch (NwbProblem problem) {
            throw problem;
        } catch (HdfFilterException filter) {
            throw new NwbProblem(place + " cannot be decompressed: " + filterName(filter.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError damaged) {
            throw new NwbProblem(place + " cannot be read: " + cause(damaged));
        }
    }

    /** The library's message names a filter by its number only. */
    private static String filterName(String message) {
        Matcher id = FILTER.matcher(String.valueOf(message));
        if (!id.find()) {
            return message;
        }
        String name = FILTERS.getOrDefault(id.group(1), "unknown");
        return "it needs the HDF5 filter " + id.group(1) + " (" + name
                + "), which is not read; save the file with gzip compression";
    }

    private static String cause(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < 10 && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause instanceof HdfFilterException
                ? filterName(cause.getMessage())
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
