using System.Formats.Tar;
using Virga.Docker.Engine;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

public sealed class ImageCallsTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private EngineImages Images => engine.Client.Images;

    private string Repository => $"virga-conformance/{engine.Run}";

    [Fact]
    public async Task An_archive_becomes_an_image_is_tagged_listed_and_removed()
    {
        await engine.NeedAsync();
        using var archive = Archive("hello.txt", "hello");

        var id = await Images.ImportAsync(
            archive, Repository, "one", ["CMD [\"/x\"]", "LABEL made=here"], Cancellation);
        engine.Later(() => Images.RemoveAsync($"{Repository}:one", CancellationToken.None));

        Assert.StartsWith("sha256:", id, StringComparison.Ordinal);
        var image = await Images.InspectAsync($"{Repository}:one", Cancellation);
        Assert.Equal((id, "here", "linux"), (image.Id, image.Config!.Labels!["made"], image.Os));
        Assert.Equal(["/x"], image.Config.Cmd!);

        await Images.TagAsync(id, Repository, "two", Cancellation);
        var listed = await Images.ListAsync(
            EngineFilters.Label("made=here").With("reference", Repository), Cancellation);
        Assert.Equal([$"{Repository}:one", $"{Repository}:two"], listed.Single().RepoTags!.Order());

        await Images.RemoveAsync($"{Repository}:two", Cancellation);
        Assert.Equal([$"{Repository}:one"], (await Images.InspectAsync(id, Cancellation)).RepoTags!);
        Assert.Single(await Images.HistoryAsync(id, Cancellation));
    }

    [Fact]
    public async Task An_image_is_saved_and_loaded_again()
    {
        await engine.NeedAsync();
        using var archive = Archive("kept.txt", "kept");
        var name = $"{Repository}-saved:latest";
        var id = await Images.ImportAsync(archive, $"{Repository}-saved", "latest", [], Cancellation);
        using var saved = new MemoryStream();
        await using (var stream = await Images.SaveAsync([name], Cancellation))
            await stream.CopyToAsync(saved, Cancellation);
        await Images.RemoveAsync(name, Cancellation);
        saved.Position = 0;

        var names = await Images.LoadAsync(saved, Cancellation);
        engine.Later(() => Images.RemoveAsync(name, CancellationToken.None));

        Assert.Equal([name], names);
        Assert.Equal(id, (await Images.InspectAsync(name, Cancellation)).Id);
    }

    [Fact]
    public async Task A_containers_disk_becomes_an_image()
    {
        await engine.NeedAsync(Busybox);
        var container = await engine.StartAsync("echo mine > /root/note");
        await engine.Client.Containers.WaitAsync(container, Cancellation);

        var id = await engine.Client.Containers.CommitAsync(container, new()
        {
            Repository = $"{Repository}-commit",
            Tag = "ami-1",
            Comment = "captured",
            Changes = ["CMD [\"cat\", \"/root/note\"]"],
        }, Cancellation);
        engine.Later(() => Images.RemoveAsync($"{Repository}-commit:ami-1", CancellationToken.None));

        Assert.Equal(["cat", "/root/note"], (await Images.InspectAsync(id, Cancellation)).Config!.Cmd!);
        Assert.Equal("captured", (await Images.HistoryAsync(id, Cancellation))[0].Comment);
        var copy = await engine.CreateAsync(new() { Image = id });
        await engine.Client.Containers.StartAsync(copy, Cancellation);
        using var log = await engine.Client.Containers.LogsAsync(copy, new() { IsFollowed = true }, Cancellation);
        Assert.Equal("mine\n"u8.ToArray(), (await log.Output.ReadAsync(Cancellation)).Bytes.ToArray());
    }

    [Fact]
    public async Task An_image_in_use_is_not_removed()
    {
        await engine.NeedAsync();
        using var archive = Archive("x", "x");
        var name = $"{Repository}-used:latest";
        await Images.ImportAsync(archive, $"{Repository}-used", "latest", [], Cancellation);
        engine.Later(() => Images.RemoveAsync(name, CancellationToken.None));
        await engine.CreateAsync(new() { Image = name, Cmd = ["/x"] });

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => Images.RemoveAsync(name, Cancellation));

        Assert.True(error.IsConflict);
    }

    [Fact]
    public async Task A_pull_that_fails_says_why()
    {
        await engine.NeedAsync();
        // Nothing listens on port 1, and the engine takes a loopback registry for one without TLS.
        var pull = new Virga.Docker.Engine.Model.ImagePull { Reference = "127.0.0.1:1/none" };

        var error = await Assert.ThrowsAsync<DockerEngineException>(
            () => Images.PullAsync(pull, _ => { }, Cancellation));

        Assert.Contains("127.0.0.1:1", error.EngineMessage, StringComparison.Ordinal);
    }

    private static MemoryStream Archive(string name, string content)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)),
            });
        archive.Position = 0;
        return archive;
    }
}
