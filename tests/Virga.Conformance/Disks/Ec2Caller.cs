using System.Xml.Linq;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Disks;

/// <summary>
/// Calls EC2's query interface: a CLI takes seconds for each call on a busy machine, and these tests make many.
/// </summary>
internal sealed class Ec2Caller(RunningServer server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient client = new();

    /// <summary>One call; its failure fails the test.</summary>
    public async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
    {
        var (isFine, answer) = await TryAsync(action, parameters);
        Assert.True(isFine, $"{action}: {answer}");
        return answer;
    }

    /// <summary>One call, and whether it was answered with what was asked for.</summary>
    public async Task<(bool IsFine, XElement Answer)> TryAsync(
        string action, params (string Name, string Value)[] parameters)
    {
        var form = parameters.Append((Name: "Action", Value: action)).Append((Name: "Version", Value: "2016-11-15"));
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value))),
        };
        request.Headers.TryAddWithoutValidation("Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await client.SendAsync(request);
        return (response.IsSuccessStatusCode, Plain(XElement.Parse(await response.Content.ReadAsStringAsync())));
    }

    /// <summary>The text of the first element of this name in an answer.</summary>
    public async Task<string> ReadAsync(
        string element, string action, params (string Name, string Value)[] parameters) =>
        Text(await CallAsync(action, parameters), element) ?? "";

    public static string? Text(XElement answer, string element) => answer.Descendants(element).FirstOrDefault()?.Value;

    /// <summary>Launches an instance and waits until it runs.</summary>
    public async Task<string> LaunchAsync(string image, params (string Name, string Value)[] more)
    {
        var id = await ReadAsync("instanceId", "RunInstances",
            [("ImageId", image), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"),
             ("Placement.AvailabilityZone", "us-east-1a"), .. more]);
        await UntilAsync("instance runs", async () => await InstanceStateAsync(id) == "running");
        return id;
    }

    public async Task<string> InstanceStateAsync(string id) =>
        (await CallAsync("DescribeInstances", ("InstanceId.1", id)))
            .Descendants("instanceState").First().Element("name")!.Value;

    /// <summary>A new volume that can be attached.</summary>
    public async Task<string> VolumeAsync(string instance, params (string Name, string Value)[] more)
    {
        var zone = await ReadAsync("availabilityZone", "DescribeInstances", ("InstanceId.1", instance));
        var id = await ReadAsync("volumeId", "CreateVolume", [("AvailabilityZone", zone), .. more]);
        await UntilAsync("volume is available", async () => (await VolumeStateAsync(id)).Volume == "available");
        return id;
    }

    /// <summary>The states of a volume and of its attachment, which is empty without one.</summary>
    public async Task<(string Volume, string Attachment)> VolumeStateAsync(string id)
    {
        var volume = (await CallAsync("DescribeVolumes", ("VolumeId.1", id))).Element("volumeSet")!.Element("item")!;
        var attachment = volume.Element("attachmentSet")?.Element("item")?.Element("status")?.Value;
        return (volume.Element("status")!.Value, attachment ?? "");
    }

    public async Task AttachAsync(string volume, string instance, string device)
    {
        await CallAsync("AttachVolume", ("VolumeId", volume), ("InstanceId", instance), ("Device", device));
        await UntilAsync("volume is attached", async () => (await VolumeStateAsync(volume)).Attachment == "attached");
    }

    public async Task DetachAsync(string volume, bool isForced = false)
    {
        await CallAsync("DetachVolume", ("VolumeId", volume), ("Force", isForced ? "true" : "false"));
        await UntilAsync("volume is detached", async () => (await VolumeStateAsync(volume)).Volume == "available");
    }

    /// <summary>A snapshot that holds its data.</summary>
    public async Task<string> SnapshotAsync(string volume)
    {
        var id = await ReadAsync("snapshotId", "CreateSnapshot", ("VolumeId", volume));
        await CompletedAsync(id);
        return id;
    }

    public Task CompletedAsync(string snapshot) => UntilAsync("snapshot is completed", async () =>
        await ReadAsync("status", "DescribeSnapshots", ("SnapshotId.1", snapshot)) == "completed");

    public async Task TerminateAsync(string instance)
    {
        await CallAsync("TerminateInstances", ("InstanceId.1", instance));
        await UntilAsync("instance is terminated", async () => await InstanceStateAsync(instance) == "terminated");
    }

    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"not in {Patience}: {what}");
            await Task.Delay(100);
        }
    }

    public void Dispose() => client.Dispose();

    private static XElement Plain(XElement element) => new(element.Name.LocalName, element.Nodes()
        .Select(node => node is XElement child ? Plain(child) : node));
}
