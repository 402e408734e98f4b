using Virga.Distribution.Storage;

namespace Virga.Tests.Distribution;

/// <summary>What killed processes left is removed; what others use is not.</summary>
public sealed class ScratchDirectoryTests
{
    [Fact]
    public async Task Only_what_nobody_holds_is_swept()
    {
        var prefix = $"virga-scratch-{Guid.NewGuid():n}-";
        using var held = new ScratchDirectory(prefix);
        await held.Swept;
        var left = Directory.CreateTempSubdirectory(prefix).FullName;
        await File.WriteAllTextAsync(Path.Combine(left, ".lock"), "", TestContext.Current.CancellationToken);
        var young = Directory.CreateTempSubdirectory(prefix).FullName;

        using (var next = new ScratchDirectory(prefix))
        {
            await next.Swept;
            Assert.True(Directory.Exists(next.Root));
            Assert.False(Directory.Exists(left));
            Assert.True(Directory.Exists(young));
            Assert.True(Directory.Exists(held.Root));
        }

        Directory.Delete(young);
        Assert.Equal([held.Root], Directory.EnumerateDirectories(Path.GetTempPath(), prefix + "*"));
    }
}
