using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.LaunchTemplates;

public sealed class LaunchTemplateTests
{
    [Fact]
    public void A_request_wins_over_its_template_member_by_member()
    {
        using var world = new TestWorld();
        var template = Make(world, new() { ImageId = "ami-ubuntu2204", InstanceType = "t3.small" });

        var instance = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            LaunchTemplate = new() { LaunchTemplateId = template },
            InstanceType = "t3.large",
            MinCount = 1,
            MaxCount = 1,
        }).Instances![0];

        Assert.Equal("t3.large", instance.InstanceType);
        Assert.Equal("ami-ubuntu2204", instance.ImageId);
        Assert.Contains(instance.Tags!, tag => tag.Key == "aws:ec2launchtemplate:id" && tag.Value == template);
        Assert.Contains(instance.Tags!, tag => tag.Key == "aws:ec2launchtemplate:version" && tag.Value == "1");
    }

    [Fact]
    public void Default_and_latest_are_different_versions()
    {
        using var world = new TestWorld();
        var template = Make(world, new() { ImageId = "ami-ubuntu2204", InstanceType = "t3.small" });
        world.Run<CreateLaunchTemplateVersionResult>(
            "CreateLaunchTemplateVersion",
            new CreateLaunchTemplateVersionRequest
            {
                LaunchTemplateId = template,
                SourceVersion = "1",
                LaunchTemplateData = new() { InstanceType = "t3.large" },
            });

        var versions = world.Run<DescribeLaunchTemplateVersionsResult>(
            "DescribeLaunchTemplateVersions",
            new DescribeLaunchTemplateVersionsRequest
            {
                LaunchTemplateId = template, Versions = ["$Default", "$Latest"],
            }).LaunchTemplateVersions!;

        Assert.Equal([2, 1], versions.Select(version => version.VersionNumber!.Value));
        Assert.Equal("t3.large", versions[0].LaunchTemplateData!.InstanceType);
        Assert.Equal("ami-ubuntu2204", versions[0].LaunchTemplateData!.ImageId);
        Assert.True(versions[1].DefaultVersion);
    }

    [Fact]
    public void Errors_are_those_that_aws_was_recorded_to_answer()
    {
        using var world = new TestWorld();
        var template = Make(world, new() { ImageId = "ami-ubuntu2204" });

        var blank = world.Fail("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "some illegal name", LaunchTemplateData = new() { ImageId = "ami-ubuntu2204" },
        });
        var taken = world.Fail("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "mine", LaunchTemplateData = new() { ImageId = "ami-ubuntu2204" },
        });
        var empty = world.Fail("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "other", LaunchTemplateData = new(),
        });
        var version = world.Fail("ModifyLaunchTemplate", new ModifyLaunchTemplateRequest
        {
            LaunchTemplateId = template, DefaultVersion = "666",
        });

        Assert.Equal("InvalidLaunchTemplateName.MalformedException", blank.Code);
        Assert.Equal("InvalidLaunchTemplateName.AlreadyExistsException", taken.Code);
        Assert.Equal("MissingParameter", empty.Code);
        Assert.Equal("InvalidLaunchTemplateId.VersionNotFound", version.Code);
    }

    private static string Make(TestWorld world, RequestLaunchTemplateData data) =>
        world.Run<CreateLaunchTemplateResult>(
            "CreateLaunchTemplate",
            new CreateLaunchTemplateRequest { LaunchTemplateName = "mine", LaunchTemplateData = data })
        .LaunchTemplate!.LaunchTemplateId!;
}
