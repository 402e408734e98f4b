using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Iam.Roles;
using Virga.Metadata;
using Virga.Metadata.Providers;
using Virga.Sts;
using Virga.Wire.Iam;

namespace Virga.Tests.Metadata.Providers;

/// <summary>Role credentials: real ones, that STS knows, renewed in time.</summary>
public sealed class IamInstanceRolesTests : IDisposable
{
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
        "Action":"sts:AssumeRole"}]}
        """;

    private readonly TestWorld _world = new();
    private readonly IamInstanceRoles _roles;
    private readonly InstanceRow _instance;

    public IamInstanceRolesTests()
    {
        Iam("CreateRole", new CreateRoleRequest { RoleName = "web", AssumeRolePolicyDocument = Trust });
        var made = (CreateInstanceProfileResponse)Iam(
            "CreateInstanceProfile", new CreateInstanceProfileRequest { InstanceProfileName = "profile" });
        Iam("AddRoleToInstanceProfile", new AddRoleToInstanceProfileRequest
        {
            InstanceProfileName = "profile", RoleName = "web",
        });
        var profile = made.InstanceProfile!;
        var now = _world.Clock.GetUtcNow();
        _instance = new InstanceRow("i-0123456789abcdef0")
        {
            ReservationId = "r-1", LaunchIndex = 0, ImageId = "ami-1", InstanceType = "t3.micro", LaunchTime = now,
            UsageOperationUpdateTime = now, State = "running", Desired = Power.Running, Backend = "mock",
            AvailabilityZone = "us-east-1a", RootDeviceName = "/dev/xvda", Architecture = "x86_64",
            PlatformDetails = "Linux/UNIX", UsageOperation = "RunInstances",
            Profile = new InstanceProfileRow("iip-assoc-1", profile.Arn!, profile.InstanceProfileId!),
        };
        _roles = new IamInstanceRoles(_world.Store);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Sts_knows_the_credentials()
    {
        var role = Role()!;
        Assert.Equal(("web", _instance.Profile!.Arn), (role.RoleName, role.ProfileArn));
        var credentials = Credentials();
        var row = _world.View.At(_world.Scope.Global).Find<TemporaryCredentialsRow>(credentials.AccessKeyId);
        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/web/i-0123456789abcdef0", row!.Arn);
        Assert.Equal((row.Secret, row.SessionToken), (credentials.SecretAccessKey, credentials.Token));
        Assert.Equal(_world.Clock.GetUtcNow().AddHours(6), credentials.Expiration);
    }

    [Fact]
    public void The_instance_has_credentials_of_its_own_to_which_no_policy_can_be_attached()
    {
        var now = _world.Clock.GetUtcNow();
        var own = _roles.IdentityOf(_instance, _world.View)!;
        var credentials = own(now);
        var row = _world.View.At(_world.Scope.Global).Find<TemporaryCredentialsRow>(credentials.AccessKeyId);
        Assert.Equal($"arn:aws:sts::{TestWorld.Account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0", row!.Arn);
        var policies = Virga.Iam.Authorization.CallerPolicies.Of(
            _world.View, new(TestWorld.Account, row.Arn, row.UserId, row.Id));
        Assert.Empty(policies.Policies.Identity);
        Assert.Equal(credentials, own(now));
        _world.Clock.Advance(TimeSpan.FromHours(5.5));
        Assert.NotEqual(credentials.AccessKeyId, own(_world.Clock.GetUtcNow()).AccessKeyId);
    }

    [Fact]
    public void They_stay_the_same_and_are_renewed_before_they_expire()
    {
        var first = Credentials();
        _world.Clock.Advance(TimeSpan.FromHours(4.5));
        Assert.Equal(first, Credentials());
        _world.Clock.Advance(TimeSpan.FromHours(1));
        var second = Credentials();
        Assert.NotEqual(first.AccessKeyId, second.AccessKeyId);
        Assert.Equal(_world.Clock.GetUtcNow().AddHours(6), second.Expiration);
    }

    [Fact]
    public void Without_trust_the_document_says_so()
    {
        Iam("UpdateAssumeRolePolicy", new UpdateAssumeRolePolicyRequest
        {
            RoleName = "web", PolicyDocument = Trust.Replace("ec2.", "lambda.", StringComparison.Ordinal),
        });
        var credentials = Credentials();
        Assert.Equal(("AssumeRoleUnauthorizedAccess", null), (credentials.Code, credentials.AccessKeyId));
        Assert.StartsWith("EC2 cannot assume the role web.", credentials.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_role_there_is_nothing()
    {
        Iam("RemoveRoleFromInstanceProfile", new RemoveRoleFromInstanceProfileRequest
        {
            InstanceProfileName = "profile", RoleName = "web",
        });
        Assert.Null(Role());
    }

    private MetadataRole? Role() => _roles.RoleOf(_instance, _world.View);

    private RoleCredentials Credentials() => Role()!.Credentials(_world.Clock.GetUtcNow());

    private object Iam(string operation, object input) => _world.Run<object>(operation, input, "iam");
}
