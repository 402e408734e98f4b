using System.Net;
using Virga.Tests.Ecr;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Repositories;

public sealed class RepositoryTests
{
    [Fact]
    public void A_repository_has_the_name_and_address_of_its_registry()
    {
        using var world = new TestWorld();

        var made = world.Run<CreateRepositoryResponse>(
            "CreateRepository", new CreateRepositoryRequest { RepositoryName = "team/app" }, "ecr").Repository!;

        Assert.Equal("arn:aws:ecr:us-east-1:123456789012:repository/team/app", made.RepositoryArn);
        Assert.Equal("123456789012.dkr.ecr.us-east-1.localhost:4566/team/app", made.RepositoryUri);
        Assert.Equal("MUTABLE", made.ImageTagMutability);
        Assert.Equal("AES256", made.EncryptionConfiguration!.EncryptionType);
        Assert.False(made.ImageScanningConfiguration!.ScanOnPush);
    }

    [Fact]
    public void Errors_have_the_words_of_ECR()
    {
        using var world = new TestWorld();
        world.Run<object>("CreateRepository", new CreateRepositoryRequest { RepositoryName = "app" }, "ecr");

        var twice = world.Fail("CreateRepository", new CreateRepositoryRequest { RepositoryName = "app" }, "ecr");
        var none = world.Fail("DeleteRepository", new DeleteRepositoryRequest { RepositoryName = "none" }, "ecr");

        Assert.Equal("RepositoryAlreadyExistsException", twice.Code);
        Assert.Equal(
            "The repository with name 'app' already exists in the registry with id '123456789012'", twice.Message);
        Assert.Equal("RepositoryNotFoundException", none.Code);
        Assert.Equal(
            "The repository with name 'none' does not exist in the registry with id '123456789012'", none.Message);
    }

    [Fact]
    public async Task A_repository_with_images_goes_only_by_force_and_takes_their_bytes_with_it()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");

        var refused = await world.Fail("DeleteRepository", new DeleteRepositoryRequest { RepositoryName = "app" });
        await world.Run<object>(
            "DeleteRepository", new DeleteRepositoryRequest { RepositoryName = "app", Force = true });
        await world.Run<object>("CreateRepository", new CreateRepositoryRequest { RepositoryName = "app" });
        await world.Collector.RunAsync(default);

        Assert.Equal("RepositoryNotEmptyException", refused.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Client.GetAsync("/v2/app/manifests/v1")).StatusCode);
        Assert.Empty(world.Blobs.All());
    }

    [Fact]
    public async Task Accounts_and_regions_do_not_see_each_other()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");

        var other = await world.Run<DescribeRepositoriesResponse>(
            "DescribeRepositories", new DescribeRepositoriesRequest(), "999999999999");
        var elsewhere = await world.Client.GetAsync($"/v2/{EcrWorld.Account}/eu-west-1/app/manifests/v1");
        var here = await world.Client.GetAsync($"/v2/{EcrWorld.Account}/us-east-1/app/manifests/v1");

        Assert.Empty(other.Repositories!);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Fact]
    public async Task Another_account_pulls_only_when_the_repository_policy_says_so()
    {
        await using var world = await EcrWorld.StartAsync();
        await world.PushImageAsync("image", "v1");
        var path = $"/v2/{EcrWorld.Account}/us-east-1/app/manifests/";
        world.Login("999999999999");

        var before = await world.Client.GetAsync(path + "v1");
        await world.Run<object>("SetRepositoryPolicy", new SetRepositoryPolicyRequest
        {
            RepositoryName = "app",
            PolicyText = """
                {"Version":"2012-10-17","Statement":[{"Sid":"pull","Effect":"Allow",
                "Principal":{"AWS":"arn:aws:iam::999999999999:root"},
                "Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}
                """,
        });
        var after = await world.Client.GetAsync(path + "v1");
        var push = await world.Client.PostAsync(
            $"/v2/{EcrWorld.Account}/us-east-1/app/blobs/uploads/", null);

        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, push.StatusCode);
        Assert.Contains("ecr:InitiateLayerUpload", await push.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_good_for_twelve_hours_and_not_to_be_made_up()
    {
        await using var world = await EcrWorld.StartAsync();
        world.World.Step(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        var good = await world.Client.GetAsync("/v2/");
        world.World.Step(TimeSpan.FromSeconds(1));
        var expired = await world.Client.GetAsync("/v2/");
        world.Client.DefaultRequestHeaders.Authorization = new("Basic", "QVdTOmZsb2Np");
        var madeUp = await world.Client.GetAsync("/v2/");

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.Contains("Your authorization token has expired", await expired.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, madeUp.StatusCode);
    }
}
