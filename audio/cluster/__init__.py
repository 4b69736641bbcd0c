"""Other machines: a Dask cluster whose workers speak, behind the same door as the threads of this one."""

from audio.cluster.session import cluster, lacking_cluster

__all__ = ["cluster", "lacking_cluster"]
