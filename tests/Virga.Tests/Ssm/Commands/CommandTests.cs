using Virga.Compute;
using Virga.Service;
using Virga.Wire.Ec2;
using Virga.Wire.Ssm;

namespace Virga.Tests.Ssm.Commands;

/// <summary>Run Command against guests that answer as the test says; a real one is in the conformance tests.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private readonly FakeGuests guests = new();

    public ValueTask DisposeAsync() => guests.DisposeAsync();

    [Fact]
    public async Task Output_and_exit_code_of_each_instance_are_kept()
    {
        var ids = await guests.LaunchAsync(2);
        guests.Backend.Answer = (id, _) => Task.FromResult(
            id == ids[0] ? new CommandOutcome(0, "out", "") : new CommandOutcome(3, "some", "sh: no\n"));

        var sent = Send(new() { InstanceIds = ids, MaxErrors = "1" });
        var good = await EndAsync(sent.CommandId!, ids[0]);
        var bad = await EndAsync(sent.CommandId!, ids[1]);

        Assert.Equal(("Pending", "Pending", 2, "50"), (sent.Status, sent.StatusDetails, sent.TargetCount,
            sent.MaxConcurrency));
        Assert.Equal(("Success", "Success", 0, "out", ""),
            (good.Status, good.StatusDetails, good.ResponseCode, good.StandardOutputContent,
                good.StandardErrorContent));
        Assert.Equal(("Failed", "Failed", 3, "some", "sh: no\nfailed to run commands: exit status 3"),
            (bad.Status, bad.StatusDetails, bad.ResponseCode, bad.StandardOutputContent, bad.StandardErrorContent));
        Assert.Equal(("aws:runShellScript", "AWS-RunShellScript"), (good.PluginName, good.DocumentName));
        var listed = Listed(sent.CommandId!);
        Assert.Equal(("Failed", "Incomplete", 2, 1),
            (listed.Status, listed.StatusDetails, listed.CompletedCount, listed.ErrorCount));
        var invocations = guests.World.Run<ListCommandInvocationsResult>("ListCommandInvocations",
            new ListCommandInvocationsRequest { CommandId = sent.CommandId, Details = true },
                "ssm").CommandInvocations!;
        Assert.Equal("some\n----------ERROR-------\nsh: no\nfailed to run commands: exit status 3",
            invocations.Single(one => one.InstanceId == ids[1]).CommandPlugins![0].Output);
    }

    [Fact]
    public async Task Long_output_is_cut_where_AWS_cuts_it()
    {
        var ids = await guests.LaunchAsync(1);
        guests.Backend.Answer = (_, _) => Task.FromResult(
            new CommandOutcome(0, new('a', 30_000), new('b', 30_000)));

        var end = await EndAsync(Send(new() { InstanceIds = ids }).CommandId!, ids[0]);

        Assert.Equal((24_000, 8_000), (end.StandardOutputContent!.Length, end.StandardErrorContent!.Length));
    }

    [Fact]
    public async Task Tags_choose_instances_and_none_is_no_error()
    {
        var web = await guests.LaunchAsync(1, "web");
        await guests.LaunchAsync(1, "db");

        var sent = Send(new() { Targets = [new() { Key = "tag:role", Values = ["web"] }] });
        await EndAsync(sent.CommandId!, web[0]);
        var none = Send(new() { Targets = [new() { Key = "tag:role", Values = ["none"] }] });

        Assert.Equal([web[0]], guests.Backend.Scripts.Select(one => one.InstanceId));
        Assert.Equal(("Success", "NoInstancesInTag", 0), (none.Status, none.StatusDetails, none.TargetCount));
    }

    [Fact]
    public async Task A_simulated_instance_has_no_machine_that_could_run_anything()
    {
        var reservation = guests.World.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = Virga.Ec2.Images.Catalogue.AmiCatalogue.In("us-east-1").First(one =>
                one.Platform.Platform == "windows").ImageId,
            InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
        });
        var id = reservation.Instances![0].InstanceId!;
        guests.World.Step(TimeSpan.FromMinutes(1));

        var error = guests.World.Fail("SendCommand", Request(new() { InstanceIds = [id] }), "ssm");

        Assert.Equal("InvalidInstanceId", error.Code);
        Assert.Equal($"Instances [[{id}]] not in a valid state for account {TestWorld.Account}. In {id} nothing could "
            + "run a command: it is simulated, or a virtual machine without a guest agent that answers", error.Message);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_machine_in_which_no_agent_answers_is_no_managed_node()
    {
        var ids = await guests.LaunchAsync(2);
        guests.Backend.Reachable = id => id == ids[0];

        var nodes = guests.World.Run<DescribeInstanceInformationResult>(
            "DescribeInstanceInformation", new DescribeInstanceInformationRequest(), "ssm");
        var error = guests.World.Fail("SendCommand", Request(new() { InstanceIds = ids }), "ssm");

        Assert.Equal([ids[0]], nodes.InstanceInformationList!.Select(one => one.InstanceId));
        Assert.Equal("InvalidInstanceId", error.Code);
        Assert.StartsWith($"Instances [[{ids[1]}]] not in a valid state", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_fails_to_answer_leaves_the_command_undeliverable()
    {
        var ids = await guests.LaunchAsync(1);
        guests.Backend.Answer = (_, _) => throw new IOException("QEMU guest agent is not connected");

        var sent = Send(new() { InstanceIds = ids });

        var ended = await EndAsync(sent.CommandId!, ids[0]);
        Assert.Equal(("Failed", "Undeliverable"), (ended.Status, ended.StatusDetails));
        Assert.Contains("agent is not connected", ended.StandardErrorContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_cancelled_is_ended_in_the_guest()
    {
        var ids = await guests.LaunchAsync(1);
        var killed = new TaskCompletionSource<CommandOutcome>();
        guests.Backend.Answer = (_, script) =>
        {
            if (!script.Contains("kill -KILL", StringComparison.Ordinal)) return killed.Task;
            killed.SetResult(new(137, "so far", ""));
            return Task.FromResult(new CommandOutcome(0, "", ""));
        };
        var sent = Send(new() { InstanceIds = ids });
        await FakeGuests.UntilAsync(() => Get(sent.CommandId!, ids[0]).Status == "InProgress");

        guests.World.Run<CancelCommandResult>(
            "CancelCommand", new CancelCommandRequest { CommandId = sent.CommandId }, "ssm");
        var end = await EndAsync(sent.CommandId!, ids[0]);

        Assert.Equal(("Cancelled", "so far"), (end.Status, end.StandardOutputContent));
        Assert.Equal("Cancelled", Listed(sent.CommandId!).Status);
    }

    [Fact]
    public async Task No_more_run_at_once_than_asked_and_too_many_errors_end_it()
    {
        var ids = await guests.LaunchAsync(3);
        guests.Backend.Answer = (_, _) => Task.FromResult(new CommandOutcome(1, "", ""));

        var sent = Send(new() { InstanceIds = ids, MaxConcurrency = "1", MaxErrors = "0" });
        foreach (var id in ids) await EndAsync(sent.CommandId!, id);

        Assert.Single(guests.Backend.Scripts);
        Assert.Equal(["Failed", "Terminated", "Terminated"],
            ids.Select(id => Get(sent.CommandId!, id).StatusDetails!));
        Assert.Equal("Failed", Listed(sent.CommandId!).StatusDetails);
    }

    [Fact]
    public async Task Parameters_of_the_store_are_put_in_and_quotes_survive()
    {
        var ids = await guests.LaunchAsync(1);
        guests.World.Run<PutParameterResult>("PutParameter", new PutParameterRequest
        {
            Name = "/app/who", Value = "it's me", Type = "String",
        }, "ssm");

        var sent = Send(new() { InstanceIds = ids }, "echo '{{ssm:/app/who}}'", "pwd");
        await EndAsync(sent.CommandId!, ids[0]);

        Assert.Contains("'echo '\\''it'\\''s me'\\''\npwd'", guests.Backend.Scripts.First().Script,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var ids = await guests.LaunchAsync(1);
        string Code(SendCommandRequest request, params string[] lines) =>
            guests.World.Fail("SendCommand", Request(request, lines), "ssm").Code;

        Assert.Equal("UnsupportedPlatformType", Code(new() { InstanceIds = ids,
            DocumentName = "AWS-RunPowerShellScript" }));
        Assert.Equal("InvalidDocument", Code(new() { InstanceIds = ids, DocumentName = "AWS-Nothing" }));
        Assert.Equal("InvalidDocumentVersion", Code(new() { InstanceIds = ids, DocumentVersion = "7" }));
        Assert.Equal("InvalidOutputFolder", Code(new() { InstanceIds = ids, OutputS3BucketName = "bucket" }));
        Assert.Equal("DuplicateInstanceId", Code(new() { InstanceIds = [ids[0], ids[0]] }));
        Assert.Equal("InvalidInstanceId", Code(new() { InstanceIds = ["i-0123456789abcdef0"] }));
        Assert.Equal("ValidationException", Code(new()));
        Assert.Equal("InvalidParameters", guests.World.Fail("SendCommand", new SendCommandRequest
        {
            InstanceIds = ids, DocumentName = "AWS-RunShellScript", Parameters = new() { ["command"] = ["ls"] },
        }, "ssm").Code);
        Assert.Equal("InvocationDoesNotExist", guests.World.Fail("GetCommandInvocation",
            new GetCommandInvocationRequest { CommandId = new('0', 36), InstanceId = ids[0] }, "ssm").Code);
    }

    [Fact]
    public async Task A_command_that_no_instance_takes_times_out()
    {
        var ids = await guests.LaunchAsync(2);
        var hold = new TaskCompletionSource<CommandOutcome>();
        guests.Backend.Answer = (_, _) => hold.Task;
        var sent = Send(new() { InstanceIds = ids, MaxConcurrency = "1", TimeoutSeconds = 30 });
        await FakeGuests.UntilAsync(() => Get(sent.CommandId!, ids[0]).Status == "InProgress");

        guests.World.Step(TimeSpan.FromSeconds(30));
        hold.SetResult(new(0, "", ""));
        await EndAsync(sent.CommandId!, ids[0]);

        Assert.Equal(("TimedOut", "DeliveryTimedOut", -1), Get(sent.CommandId!, ids[1]) is var late
            ? (late.Status!, late.StatusDetails!, late.ResponseCode!.Value) : default);
        Assert.Equal(("TimedOut", 1), (Listed(sent.CommandId!).Status!,
            Listed(sent.CommandId!).DeliveryTimedOutCount!.Value));
    }

    [Fact]
    public async Task Nodes_and_documents_are_what_works()
    {
        var ids = await guests.LaunchAsync(1);

        var nodes = guests.World.Run<DescribeInstanceInformationResult>(
            "DescribeInstanceInformation", new DescribeInstanceInformationRequest(), "ssm").InstanceInformationList!;
        var documents = guests.World.Run<ListDocumentsResult>(
            "ListDocuments", new ListDocumentsRequest(), "ssm").DocumentIdentifiers!;
        var document = guests.World.Run<GetDocumentResult>(
            "GetDocument", new GetDocumentRequest { Name = documents[0].Name }, "ssm");

        Assert.Equal((ids[0], "Online", "Linux"), (nodes[0].InstanceId, nodes[0].PingStatus, nodes[0].PlatformType));
        Assert.Equal("AWS-RunShellScript", documents.Single().Name);
        using var content = System.Text.Json.JsonDocument.Parse(document.Content!);
        Assert.Equal("1.2", content.RootElement.GetProperty("schemaVersion").GetString());
    }

    private static SendCommandRequest Request(SendCommandRequest request, params string[] lines)
    {
        request.DocumentName ??= "AWS-RunShellScript";
        request.Parameters ??= new() { ["commands"] = lines.Length == 0 ? ["true"] : [.. lines] };
        return request;
    }

    private Command Send(SendCommandRequest request, params string[] lines) =>
        guests.World.Run<SendCommandResult>("SendCommand", Request(request, lines), "ssm").Command!;

    private Command Listed(string id) => guests.World.Run<ListCommandsResult>(
        "ListCommands", new ListCommandsRequest { CommandId = id }, "ssm").Commands!.Single();

    private GetCommandInvocationResult Get(string command, string instance) =>
        guests.World.Run<GetCommandInvocationResult>("GetCommandInvocation",
            new GetCommandInvocationRequest { CommandId = command, InstanceId = instance }, "ssm");

    private async Task<GetCommandInvocationResult> EndAsync(string command, string instance)
    {
        await FakeGuests.UntilAsync(() => Get(command,
            instance).Status is not ("Pending" or "InProgress" or "Cancelling"));
        return Get(command, instance);
    }
}
