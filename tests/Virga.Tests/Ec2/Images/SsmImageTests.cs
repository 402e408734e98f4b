using Virga.Wire.Ec2;
using Virga.Wire.Ssm;

namespace Virga.Tests.Ec2.Images;

/// <summary>Images that a parameter of SSM names, and templates that choose types by requirements.</summary>
public sealed class SsmImageTests : IDisposable
{
    private const string Published =
        "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    private readonly TestWorld world = new();

    [Fact]
    public void A_published_parameter_names_the_image_of_a_launch()
    {
        var instance = Launch(new() { ImageId = Published });

        Assert.StartsWith("ami-", instance.ImageId, StringComparison.Ordinal);
        Assert.Equal(instance.ImageId, world.Run<GetParameterResult>(
            "GetParameter", new GetParameterRequest { Name = Published["resolve:ssm:".Length..] }, "ssm")
            .Parameter!.Value);
    }

    [Fact]
    public void A_template_follows_a_parameter_of_ones_own_from_launch_to_launch()
    {
        Put("golden", "ami-ubuntu2204", "aws:ec2:image");
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "web", LaunchTemplateData = new() { ImageId = "resolve:ssm:golden" },
        });
        var named = new RunInstancesRequest { LaunchTemplate = new() { LaunchTemplateName = "web" } };

        Assert.Equal("ami-ubuntu2204", Launch(named).ImageId);
        Put("golden", "ami-amazonlinux2023", "aws:ec2:image");
        Assert.Equal("ami-amazonlinux2023", Launch(named).ImageId);
        Assert.Equal("ami-ubuntu2204", Launch(new() { ImageId = "resolve:ssm:golden:1" }).ImageId);
        Assert.Equal("resolve:ssm:golden", Shown(isResolved: false));
        Assert.Equal("ami-amazonlinux2023", Shown(isResolved: true));
    }

    [Fact]
    public void A_parameter_that_is_absent_or_of_no_image_is_refused()
    {
        Put("text", "ami-ubuntu2204", "text");

        foreach (var image in (string[])["resolve:ssm:text", "resolve:ssm:nothing"])
        {
            Assert.Equal("SsmInvalidParameter", world.Fail("RunInstances", Request(new() { ImageId = image })).Code);
            Assert.Equal("SsmInvalidParameter", world.Fail("CreateLaunchTemplate", new CreateLaunchTemplateRequest
            {
                LaunchTemplateName = "web", LaunchTemplateData = new() { ImageId = image },
            }).Code);
        }
    }

    [Fact]
    public void Requirements_of_a_template_are_for_fleets()
    {
        world.Run<object>("CreateLaunchTemplate", new CreateLaunchTemplateRequest
        {
            LaunchTemplateName = "web",
            LaunchTemplateData = new()
            {
                ImageId = Published,
                InstanceRequirements = new() { VCpuCount = new() { Min = 2 }, MemoryMiB = new() { Min = 1_024 } },
            },
        });
        var named = Request(new() { LaunchTemplate = new() { LaunchTemplateName = "web" } });

        Assert.Equal("UnsupportedOperation", world.Fail("RunInstances", named).Code);
        named.InstanceType = "t3.micro";
        Assert.Equal("t3.micro", world.Run<Reservation>("RunInstances", named).Instances![0].InstanceType);
    }

    public void Dispose() => world.Dispose();

    private void Put(string name, string value, string type) => world.Run<object>(
        "PutParameter",
        new PutParameterRequest { Name = name, Value = value, Type = "String", DataType = type, Overwrite = true },
        "ssm");

    private string? Shown(bool isResolved) => Assert.Single(world.Run<DescribeLaunchTemplateVersionsResult>(
        "DescribeLaunchTemplateVersions", new DescribeLaunchTemplateVersionsRequest
        {
            LaunchTemplateName = "web", Versions = ["$Latest"], ResolveAlias = isResolved,
        }).LaunchTemplateVersions!).LaunchTemplateData!.ImageId;

    private Instance Launch(RunInstancesRequest request) =>
        world.Run<Reservation>("RunInstances", Request(request)).Instances![0];

    private static RunInstancesRequest Request(RunInstancesRequest request)
    {
        request.MinCount = 1;
        request.MaxCount = 1;
        return request;
    }
}
