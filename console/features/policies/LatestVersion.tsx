import { Skeleton } from 'antd';
import { Navigate, useLocation, useParams } from 'react-router';
import { MissingPage } from '../../app/BrokenPage.tsx';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';

/** A policy without a version in its address: leads to the version in force, and in it to the same clause. */
export function LatestVersion() {
  const { policy = '' } = useParams();
  const { search, hash } = useLocation();
  const policies = useAsk('listPolicies', {});
  return (
    <Answered query={policies} skeleton={<Skeleton active />}>
      {({ items }) => {
        const versions = items.find(({ id }) => id === policy)?.versions ?? [];
        const bound = versions.find(({ status }) => status === 'in-force') ?? versions[0];
        if (!bound) return <MissingPage />;
        return <Navigate to={{ pathname: `/policies/${policy}/${bound.version}`, search, hash }} replace />;
      }}
    </Answered>
  );
}
