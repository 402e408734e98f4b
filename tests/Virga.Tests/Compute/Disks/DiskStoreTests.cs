using Virga.Compute.Disks;

namespace Virga.Tests.Compute.Disks;

public sealed class DiskStoreTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("virga-store").FullName;
    private readonly DiskStore store;

    public DiskStoreTests()
    {
        store = new(Path.Combine(directory, "disks"));
        store.Open();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_volume_has_its_size_in_gib_and_takes_no_space()
    {
        var path = await store.EnsureAsync("vol-1", 16, null, Cancellation);

        Assert.Equal(16L << 30, new FileInfo(path).Length);
        Assert.Equal(-1, FirstData(path));
    }

    [Fact]
    public async Task A_copy_has_the_bytes_of_its_moment_where_they_were_and_holes_elsewhere()
    {
        var volume = await store.EnsureAsync("vol-1", 1, null, Cancellation);
        Write(volume, 700L << 20, "here");

        await store.CopyAsync("snap-1", "vol-1", _ => { }, Cancellation);
        Write(volume, 700L << 20, "gone");
        var second = await store.EnsureAsync("vol-2", 2, "snap-1", Cancellation);

        Assert.Equal("here", Read(second, 700L << 20, 4));
        Assert.Equal(2L << 30, new FileInfo(second).Length);
        Assert.InRange(FirstData(second), 1, 700L << 20);
    }

    [Fact]
    public async Task A_volume_grows_and_never_shrinks()
    {
        var path = await store.EnsureAsync("vol-1", 2, null, Cancellation);
        Write(path, 5, "kept");

        await store.EnsureAsync("vol-1", 3, null, Cancellation);
        await store.EnsureAsync("vol-1", 1, null, Cancellation);

        Assert.Equal(3L << 30, new FileInfo(path).Length);
        Assert.Equal("kept", Read(path, 5, 4));
    }

    [Fact]
    public async Task A_snapshot_of_what_was_never_written_needs_no_file()
    {
        await store.CopyAsync("snap-1", "vol-1", _ => { }, Cancellation);

        Assert.False(store.Has("snap-1"));
    }

    [Fact]
    public async Task A_sweep_removes_what_is_not_wanted_and_what_was_broken_off_and_nothing_else()
    {
        await store.EnsureAsync("vol-1", 1, null, Cancellation);
        await store.EnsureAsync("vol-2", 1, null, Cancellation);
        File.WriteAllText(store.PathOf("snap-3") + DiskStore.DraftSuffix, "half");
        File.WriteAllText(Path.Combine(store.Directory, "notes.txt"), "somebody's");

        store.Sweep(new HashSet<string> { "vol-1", "snap-3" });

        var left = Directory.EnumerateFiles(store.Directory).Select(Path.GetFileName).Order();
        Assert.Equal(["notes.txt", "vol-1.raw"], left);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static void Write(string path, long at, string text)
    {
        using var file = File.OpenHandle(path, access: FileAccess.Write);
        RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(text), at);
    }

    private static string Read(string path, long at, int count)
    {
        using var file = File.OpenHandle(path);
        var bytes = new byte[count];
        RandomAccess.Read(file, bytes, at);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }

    private static long FirstData(string path)
    {
        using var file = File.OpenHandle(path);
        return DiskNative.Seek(file, 0, DiskNative.SeekData);
    }
}
