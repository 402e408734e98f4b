using Virga.Ec2.Instances;
using Virga.State;

namespace Virga.Metadata.Providers;

/// <summary>Knows the role behind an instance's profile, and gives out its credentials.</summary>
internal interface IInstanceRoles
{
    /// <summary>The role; null when the instance has no profile, or the profile no role.</summary>
    MetadataRole? RoleOf(InstanceRow instance, WorldView at);

    /// <summary>Gives out what the instance itself signs with; null where nobody would honour it.</summary>
    Func<DateTimeOffset, RoleCredentials>? IdentityOf(InstanceRow instance, WorldView at);
}

/// <summary>No roles: instances without credentials.</summary>
internal sealed class NoInstanceRoles : IInstanceRoles
{
    public MetadataRole? RoleOf(InstanceRow instance, WorldView at) => null;

    public Func<DateTimeOffset, RoleCredentials>? IdentityOf(InstanceRow instance, WorldView at) => null;
}
