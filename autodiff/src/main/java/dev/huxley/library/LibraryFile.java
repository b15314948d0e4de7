package dev.huxley.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/**
 * A file of a native library: its required content, as its jar tells, and the place where it is unpacked.
 *
 * @param resource the file in the jar
 * @param jar the jar
 * @param bytes its size
 * @param checksum its CRC-32
 * @param modified its time in the jar, by which JavaCPP recognizes its files
 * @param target the place where it is unpacked
 */
record LibraryFile(URL resource, Path jar, long bytes, long checksum, FileTime modified, Path target) {
    private static final int BUFFER = 1 << 18;

    /** The file of a resource; empty if the resource is in no jar. */
    static Optional<LibraryFile> of(URL resource, Path target) throws IOException {
        URLConnection connection = resource.openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            return Optional.empty();
        }
        JarEntry entry = inJar.getJarEntry();
        if (entry == null || entry.getSize() < 0 || entry.getCrc() < 0) {
            return Optional.empty();
        }
        return Optional.of(new LibraryFile(
                resource,
                Path.of(inJar.getJarFile().getName()),
                entry.getSize(),
                entry.getCrc(),
                FileTime.fromMillis(entry.getTime()),
                target));
    }

    /** The damage to the unpacked file, as the predicate of a sentence; null if it is whole. Reads all of the file. */
    String damage() throws IOException {
        if (!Files.isRegularFile(target)) {
            return "is missing";
        }
        long size = Files.size(target);
        if (size != bytes) {
            return "has " + size + " bytes instead of " + bytes;
        }
        try (InputStream in = Files.newInputStream(target)) {
            return checksum(in) == checksum ? null : "has the right size but other bytes than in the jar";
        }
    }

    /** Unpacks the file to this place and forces it to disk; throws an error unless it is as the jar says. */
    void unpack(Path place) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(resource.openStream(), new CRC32());
        long size = 0;
        try (checked;
                FileChannel out = FileChannel.open(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (int count = checked.read(buffer.array()); count >= 0; count = checked.read(buffer.array())) {
                size += count;
                for (buffer.position(0).limit(count); buffer.hasRemaining(); ) {
                    out.write(buffer);
                }
            }
            // A file in the disk's queue would, after a power failure, have its size but not its bytes.
            out.force(true);
        } catch (ZipException e) {
            throw new IOException(ofDamagedJar(), e);
        }
        if (size != bytes || checked.getChecksum().getValue() != checksum) {
            throw new IOException(ofDamagedJar());
        }
        Files.setLastModifiedTime(place, modified);
    }

    /**
     * A description of the unpacked file that changes once the file is touched; empty if it is missing or has another
     * size.
     */
    Optional<String> state() {
        try {
            boolean isUnix =
                    target.getFileSystem().supportedFileAttributeViews().contains("unix");
            // The time of the last change of an inode cannot be set back.
            Map<String, Object> attributes = new TreeMap<>(Files.readAttributes(
                    target, isUnix ? "unix:size,lastModifiedTime,ctime,ino" : "size,lastModifiedTime"));
            return attributes.get("size").equals(bytes)
                    ? Optional.of(Long.toHexString(checksum) + " " + attributes + " " + target.getFileName())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String ofDamagedJar() {
        return "the jar " + jar + " is damaged; delete it and let Maven fetch it again";
    }

    private static long checksum(InputStream in) throws IOException {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sum.update(buffer, 0, count);
        }
        return sum.getValue();
    }
}
