using System.Text.Json;
using Virga.Ec2.Images.Catalogue;
using Virga.Ssm.PublicParameters;
using Xunit;

namespace Virga.Tests.Ssm.PublicParameters;

public sealed class PublicParameterCatalogueTests
{
    private const string Infrastructure = "/aws/service/global-infrastructure/";

    private static PublicParameter? Virginia(string name) => PublicParameterCatalogue.Find("us-east-1", name);

    private static IEnumerable<PublicParameter> Children(string path) =>
        PublicParameterCatalogue.Children("us-east-1", path);

    [Theory]
    [InlineData("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
        "al2023-ami-2023.11.20260427.1-kernel-6.1-x86_64")]
    [InlineData("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-arm64",
        "al2023-ami-2023.11.20260427.1-kernel-6.1-arm64")]
    [InlineData("/aws/service/ami-amazon-linux-latest/al2023-ami-minimal-kernel-default-x86_64",
        "al2023-ami-minimal-2023.11.20260427.1-kernel-6.1-x86_64")]
    [InlineData("/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
        "amzn2-ami-hvm-2.0.20260427.1-x86_64-gp2")]
    [InlineData("/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2",
        "amzn2-ami-kernel-5.10-hvm-2.0.20260427.1-arm64-gp2")]
    [InlineData("/aws/service/ami-amazon-linux-latest/amzn-ami-hvm-x86_64-gp2",
        "amzn-ami-hvm-2018.03.0.20231218.0-x86_64-gp2")]
    [InlineData("/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260420")]
    [InlineData("/aws/service/canonical/ubuntu/server/noble/stable/current/arm64/hvm/ebs-gp3/ami-id",
        "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20260420")]
    [InlineData("/aws/service/debian/release/12/latest/amd64", "debian-12-amd64-20260413-2447")]
    [InlineData("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
        "al2023-ami-ecs-hvm-2023.0.20260226-kernel-6.1-x86_64")]
    [InlineData("/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
        "amazon-eks-node-al2023-x86_64-standard-1.33-v20260423")]
    [InlineData("/aws/service/bottlerocket/aws-k8s-1.33/arm64/latest/image_id",
        "bottlerocket-aws-k8s-1.33-arm64-v1.57.0-0b7ee3f1")]
    [InlineData("/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id",
        "Windows_Server-2022-English-Core-ECS_Optimized-2026.04.15")]
    [InlineData("/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
        "Windows_Server-2022-English-Full-Base-2026.04.15")]
    public void A_parameter_names_an_image_of_its_region(string name, string image) =>
        Assert.All(["us-east-1", "ap-southeast-2"], region =>
            Assert.Equal(
                AmiCatalogue.FindByName(region, image)!.ImageId, PublicParameterCatalogue.Find(region, name)!.Value));

    [Fact]
    public void Every_parameter_is_found_by_its_name_and_by_its_path()
    {
        var all = PublicParameterCatalogue.ByPath("us-west-2", "/aws/service").ToArray();
        Assert.True(all.Length > 800, all.Length.ToString());
        var names = all.Select(parameter => parameter.Name).ToArray();
        Assert.Equal(all, names.Select(name => PublicParameterCatalogue.Find("us-west-2", name)));
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.DoesNotContain(all, parameter => parameter.Value.Contains("{ami}"));
    }

    [Fact]
    public void The_recommended_ecs_image_is_a_document()
    {
        const string Name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended";
        var parameter = Virginia(Name)!;
        var document = JsonDocument.Parse(parameter.Value).RootElement;
        var image = AmiCatalogue.FindByName("us-east-1", document.GetProperty("image_name").GetString()!)!;
        Assert.Equal(image.ImageId, document.GetProperty("image_id").GetString());
        Assert.Equal("Amazon Linux 2023", document.GetProperty("os").GetString());
        Assert.Equal("arn:aws:ssm:us-east-1::parameter" + Name, parameter.Arn);
    }

    [Fact]
    public void Children_are_one_level_deep()
    {
        Assert.Equal(39, Children("/aws/service/ami-amazon-linux-latest/").Count());
        Assert.Empty(Children("/aws/service/ecs"));
        Assert.Equal(39, Children(Infrastructure + "regions").Count());
    }

    [Fact]
    public void The_global_infrastructure_follows_from_the_regions()
    {
        Assert.Equal("US West (Oregon)", Virginia(Infrastructure + "regions/us-west-2/longName")!.Value);
        Assert.Equal("us-west-2", Virginia(Infrastructure + "local-zones/usw2-lax1-az1/parent-region")!.Value);
    }

    [Theory]
    [InlineData("/aws/service/ami-amazon-linux-latest/nothing")]
    [InlineData("/aws/service")]
    [InlineData("/aws/service/global-infrastructure/regions/mars-1")]
    [InlineData("ami-amazon-linux-latest")]
    public void What_AWS_does_not_publish_is_not_found(string name) =>
        Assert.Null(Virginia(name));
}
