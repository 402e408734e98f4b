using Virga.Ec2.Instances;
using Virga.Ec2.SpotInstances;
using Virga.State;
using Virga.Wire.Ec2;
using Virga.Wire.Fis;

namespace Virga.Tests.Fis;

/// <summary>Experiments that interrupt spot instances, as AWS FIS does.</summary>
public sealed class ExperimentTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/fis";

    private readonly TestWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("terminate", "one-time", "terminated", "closed", "instance-terminated-by-experiment")]
    [InlineData("stop", "persistent", "stopped", "disabled", "instance-stopped-by-experiment")]
    public void Recommendation_at_once_notice_two_minutes_before_then_the_end(
        string behavior, string type, string end, string state, string status)
    {
        var id = Launch(behavior, type);
        var template = Template(id, "PT4M");

        var experiment = Start(template);

        Assert.Equal(
            ("running", "running"), (experiment.State!.Status, experiment.Actions!["interrupt"].State!.Status));
        Assert.EndsWith(id, Assert.Single(experiment.Targets!["spots"].ResourceArns!), StringComparison.Ordinal);
        Assert.Equal((world.Clock.GetUtcNow(), null), (Row(id).Events!.RebalanceNotice, Row(id).Events!.Spot));
        world.Step(TimeSpan.FromMinutes(2));
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(2), Row(id).Events!.Spot!.Time);
        Assert.Equal(behavior == "stop" ? "marked-for-stop-by-experiment" : "marked-for-termination-by-experiment",
            Request(id).StatusCode);
        world.Step(TimeSpan.FromMinutes(2));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal(end, Row(id).State);
        Assert.Equal((state, status), (Request(id).State, Request(id).StatusCode));
        experiment = Get(experiment.Id!);
        Assert.Equal(("completed", "completed"),
            (experiment.State!.Status, experiment.Actions!["interrupt"].State!.Status));
        Assert.NotNull(experiment.EndTime);
    }

    [Fact]
    public void What_an_experiment_stopped_stays_so_until_its_user_starts_it()
    {
        var id = Launch("stop", "persistent");
        Start(Template(id, "PT2M"));
        world.Step(TimeSpan.FromMinutes(2));
        world.Step(TimeSpan.FromHours(1));
        Assert.Equal("stopped", Row(id).State);
        world.Run<StartInstancesResult>("StartInstances", new StartInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal(("running", "fulfilled"), (Row(id).State, Request(id).StatusCode));
    }

    [Fact]
    public void A_stop_takes_back_what_was_not_announced_and_nothing_else()
    {
        var id = Launch("terminate", "one-time");
        var experiment = Start(Template(id, "PT10M"));
        var stopped = Fis<StopExperimentResponse>(
            "StopExperiment", new StopExperimentRequest { Id = experiment.Id }).Experiment!;
        Assert.Equal(("stopped", "stopped"), (stopped.State!.Status, stopped.Actions!["interrupt"].State!.Status));
        world.Step(TimeSpan.FromHours(1));
        Assert.Equal("running", Row(id).State);

        experiment = Start(Template(id, "PT2M"));
        Fis<StopExperimentResponse>("StopExperiment", new StopExperimentRequest { Id = experiment.Id });
        world.Step(TimeSpan.FromMinutes(3));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal("terminated", Row(id).State);
        Assert.Equal("ValidationException", world.Fail(
            "StopExperiment", new StopExperimentRequest { Id = experiment.Id }, "fis").Code);
    }

    [Fact]
    public void Actions_wait_for_each_other_and_tags_choose()
    {
        var tagged = Launch("terminate", "one-time");
        var other = Launch("terminate", "one-time");
        world.Arrange(change => change.Put(new TagsRow(tagged, new(StringComparer.Ordinal) { ["chaos"] = "yes" })));
        var template = Fis<CreateExperimentTemplateResponse>("CreateExperimentTemplate", Asked(request =>
        {
            request.Targets!["spots"] = new()
            {
                ResourceType = "aws:ec2:spot-instance", ResourceTags = new() { ["chaos"] = "yes" },
                SelectionMode = "ALL",
                Filters = [new() { Path = "State.Name", Values = ["running"] }],
            };
            request.Actions!["wait"] =
                new() { ActionId = "aws:fis:wait", Parameters = new() { ["duration"] = "PT5M" } };
            request.Actions["interrupt"].StartAfter = ["wait"];
        })).ExperimentTemplate!;
        var experiment = Start(template.Id!);
        Assert.Equal("pending", experiment.Actions!["interrupt"].State!.Status);
        world.Step(TimeSpan.FromMinutes(4));
        Assert.Null(Row(tagged).Events);
        world.Step(TimeSpan.FromMinutes(1));
        Assert.NotNull(Row(tagged).Events!.Spot);
        world.Step(TimeSpan.FromMinutes(3));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal(("terminated", "running"), (Row(tagged).State, Row(other).State));
        Assert.Equal("completed", Get(experiment.Id!).State!.Status);
        var found = Assert.Single(Fis<ListExperimentResolvedTargetsResponse>("ListExperimentResolvedTargets",
            new ListExperimentResolvedTargetsRequest { ExperimentId = experiment.Id }).ResolvedTargets!);
        Assert.EndsWith(tagged, found.TargetInformation!["targetArn"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COUNT(2)", 2)]
    [InlineData("PERCENT(50)", 1)]
    [InlineData("ALL", 3)]
    public void As_many_are_chosen_as_the_mode_says(string mode, int count)
    {
        string[] all = [.. Enumerable.Range(0, 3).Select(_ => Launch("terminate", "one-time"))];
        var template = Fis<CreateExperimentTemplateResponse>("CreateExperimentTemplate", Asked(request =>
            request.Targets!["spots"] = new()
            {
                ResourceType = "aws:ec2:spot-instance", ResourceArns = [.. all.Select(Arn)], SelectionMode = mode,
            })).ExperimentTemplate!;
        Assert.Equal(count, Start(template.Id!).Targets!["spots"].ResourceArns!.Count);
        Assert.Equal(count, all.Count(id => Row(id).Events?.Spot is not null));
    }

    [Fact]
    public void Nothing_to_interrupt_fails_the_experiment_and_says_so()
    {
        var experiment = Start(Template("i-0fedcba9876543210", "PT2M"));
        Assert.Equal(("failed", "Target resolution returned empty set"),
            (experiment.State!.Status, experiment.State.Reason));
        var skipped = Fis<CreateExperimentTemplateResponse>("CreateExperimentTemplate", Asked(request =>
        {
            request.Targets!["spots"].ResourceArns = [Arn("i-0fedcba9876543210")];
            request.ExperimentOptions = new() { EmptyTargetResolutionMode = "skip" };
        })).ExperimentTemplate!;
        experiment = Start(skipped.Id!);
        Assert.Equal(("completed", "skipped"),
            (experiment.State!.Status, experiment.Actions!["interrupt"].State!.Status));
    }

    [Fact]
    public void What_cannot_be_true_here_is_refused_by_its_name()
    {
        Refused("aws:ec2:stop-instances", request => request.Actions!["interrupt"].ActionId = "aws:ec2:stop-instances");
        Refused("durationBeforeInterruption", request =>
            request.Actions!["interrupt"].Parameters!["durationBeforeInterruption"] = "PT1M");
        Refused("durationBeforeInterruption", request => request.Actions!["interrupt"].Parameters = null);
        Refused("stopConditions", request => request.StopConditions = [new() { Source = "aws:cloudwatch:alarm" }]);
        Refused("logConfiguration", request => request.LogConfiguration = new());
        Refused("SpotInstances", request => request.Actions!["interrupt"].Targets = null);
        Refused("aws:ec2:instance", request => request.Targets!["spots"].ResourceType = "aws:ec2:instance");
        Refused("selection mode", request => request.Targets!["spots"].SelectionMode = "COUNT(0)");
        Refused("startAfter", request => request.Actions!["interrupt"].StartAfter = ["interrupt"]);
        Refused("filter path", request =>
            request.Targets!["spots"].Filters = [new() { Path = "Architecture", Values = ["x"] }]);
    }

    [Fact]
    public void Templates_and_tags_are_listed_changed_and_deleted()
    {
        var id = Template(Launch("terminate", "one-time"), "PT2M");
        var arn = $"arn:aws:fis:us-east-1:{TestWorld.Account}:experiment-template/{id}";
        Assert.Equal(arn, Assert.Single(Fis<ListExperimentTemplatesResponse>(
            "ListExperimentTemplates", new ListExperimentTemplatesRequest()).ExperimentTemplates!).Arn);
        Fis<object>(
            "TagResource", new TagResourceRequest { ResourceArn = arn, Tags = new() { ["a"] = "1", ["b"] = "2" } });
        Fis<object>("UntagResource", new UntagResourceRequest { ResourceArn = arn, TagKeys = ["a"] });
        Assert.Equal("2", Assert.Single(Fis<ListTagsForResourceResponse>(
            "ListTagsForResource", new ListTagsForResourceRequest { ResourceArn = arn }).Tags!).Value);
        Fis<object>("DeleteExperimentTemplate", new DeleteExperimentTemplateRequest { Id = id });
        Assert.Equal("ResourceNotFoundException", world.Fail(
            "GetExperimentTemplate", new GetExperimentTemplateRequest { Id = id }, "fis").Code);
        Assert.Equal(["aws:ec2:send-spot-instance-interruptions", "aws:fis:wait"], Fis<ListActionsResponse>(
            "ListActions", new ListActionsRequest()).Actions!.Select(action => action.Id));
    }

    private void Refused(string named, Action<CreateExperimentTemplateRequest> with)
    {
        var error = world.Fail("CreateExperimentTemplate", Asked(with), "fis");
        Assert.Equal("ValidationException", error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static string Arn(string id) => $"arn:aws:ec2:us-east-1:{TestWorld.Account}:instance/{id}";

    private static CreateExperimentTemplateRequest Asked(Action<CreateExperimentTemplateRequest> with)
    {
        var request = new CreateExperimentTemplateRequest
        {
            ClientToken = Guid.NewGuid().ToString(), Description = "chaos", RoleArn = Role,
            StopConditions = [new() { Source = "none" }],
            Targets = new()
            {
                ["spots"] = new()
                {
                    ResourceType = "aws:ec2:spot-instance", SelectionMode = "ALL",
                    ResourceArns = [Arn("i-0123456789abcdef0")],
                },
            },
            Actions = new()
            {
                ["interrupt"] = new()
                {
                    ActionId = "aws:ec2:send-spot-instance-interruptions",
                    Parameters = new() { ["durationBeforeInterruption"] = "PT2M" },
                    Targets = new() { ["SpotInstances"] = "spots" },
                },
            },
        };
        with(request);
        return request;
    }

    private string Template(string instance, string duration) =>
        Fis<CreateExperimentTemplateResponse>("CreateExperimentTemplate", Asked(request =>
        {
            request.Targets!["spots"].ResourceArns = [Arn(instance)];
            request.Actions!["interrupt"].Parameters!["durationBeforeInterruption"] = duration;
        })).ExperimentTemplate!.Id!;

    private Experiment Start(string template) => Fis<StartExperimentResponse>("StartExperiment",
        new StartExperimentRequest { ClientToken = Guid.NewGuid().ToString(), ExperimentTemplateId = template })
        .Experiment!;

    private Experiment Get(string id) =>
        Fis<GetExperimentResponse>("GetExperiment", new GetExperimentRequest { Id = id }).Experiment!;

    private T Fis<T>(string operation, object input) => world.Run<T>(operation, input, "fis");

    private InstanceRow Row(string id) => world.View.Get<InstanceRow>(id);

    private SpotRequestRow Request(string id) => world.View.Get<SpotRequestRow>(Row(id).SpotInstanceRequestId!);

    private string Launch(string behavior, string type)
    {
        var id = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
            InstanceMarketOptions = new()
            {
                MarketType = "spot",
                SpotOptions = new() { SpotInstanceType = type, InstanceInterruptionBehavior = behavior },
            },
        }).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(10));
        return id;
    }
}
