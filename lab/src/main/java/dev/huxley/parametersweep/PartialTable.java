package dev.huxley.parametersweep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table that grows. A process that is killed leaves a beginning of the table, perhaps with a part of a line: whoever opens it
 * takes its whole combinations, each line compared with the one that is expected there, and cuts the rest off.
 */
final class PartialTable implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final TableLines lines;
    private final int stimuli;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private long combinations;

    private PartialTable(FileChannel channel, TableLines lines, int stimuli) {
        this.channel = channel;
        this.lines = lines;
        this.stimuli = stimuli;
    }

    /**
     * Opens a table, or begins one.
     *
     * @param kept gets the rows that it has
     */
    static PartialTable open(Path file, TableLines lines, int stimuli, Consumer<ParameterRow> kept) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        PartialTable table = new PartialTable(channel, lines, stimuli);
        try {
            table.begin(kept);
            return table;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void begin(Consumer<ParameterRow> kept) throws IOException {
        LineReader reader = new LineReader(channel);
        long end = 0;
        if (lines.header().equals(reader.next())) {
            end = reader.position();
            List<ParameterRow> rows = new ArrayList<>();
            for (String line = reader.next(); line != null; line = reader.next()) {
                ParameterRow row = lines.row(line, combinations, rows.size());
                if (row == null) {
                    break;
                }
                rows.add(row);
                if (rows.size() == stimuli) {
                    rows.forEach(kept);
                    rows.clear();
                    combinations++;
                    end = reader.position();
                }
            }
        }
        channel.truncate(end);
        channel.position(end);
        if (end == 0) {
            add(lines.header());
        }
    }

    /** The number of whole combinations in the table. */
    long combinations() {
        return combinations;
    }

    /** Writes a row; it is in the file at the latest when {@link #flush} returns. */
    void write(ParameterRow row) {
        add(lines.line(row));
        combinations += row.stimulus() == stimuli - 1 ? 1 : 0;
    }

    private void add(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > buffer.remaining()) {
            flush();
        }
        if (bytes.length > buffer.remaining()) {
            put(ByteBuffer.wrap(bytes));
        } else {
            buffer.put(bytes);
        }
    }

    /** Writes what is buffered into the file. */
    void flush() {
        buffer.flip();
        put(buffer);
        buffer.clear();
    }

    private void put(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes everything through to the disk. */
    void force() throws IOException {
        flush();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }

    /** Reads lines that end; what follows the last line end is none. */
    private static final class LineReader {
        private final FileChannel channel;
        private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).limit(0);
        private long position;

        LineReader(FileChannel channel) {
            this.channel = channel;
        }

        /** The next line, null if none ends. */
        String next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                if (!bytes.hasRemaining()) {
                    bytes.clear();
                    int read = channel.read(bytes);
                    bytes.flip();
                    if (read <= 0) {
                        return null;
                    }
                }
                byte next = bytes.get();
                if (next == '\n') {
                    position += line.size() + 1L;
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
        }

        /** The place behind the last line. */
        long position() {
            return position;
        }
    }
}
